import { Type, type Static } from 'typebox';
import { CID_CHARACTERS } from './limits.ts';

/** What a client may say in the json dialect, one object a line. An unknown field is refused, by its name. */
const strict = { additionalProperties: false };
const room = Type.String({ minLength: 1, maxLength: 2_048 });
const cid = Type.String({ minLength: 1, maxLength: CID_CHARACTERS });
const seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const text = Type.String();

/** "It is me again": the secret that came with the name. Without one, a visit that only reads. */
export const Hello = Type.Object({ type: Type.Literal('hello'), secret: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })) }, strict);

/** Asks for a name. The answer brings the secret that holds it. */
export const Name = Type.Object({ type: Type.Literal('name'), name: Type.String({ maxLength: 8_192 }) }, strict);

/** Enters a room; with `after` and `epoch`, goes on from there. */
export const Join = Type.Object(
  { type: Type.Literal('join'), room, after: Type.Optional(Type.Number()), epoch: Type.Optional(Type.String({ maxLength: 64 })) },
  strict,
);
export const Leave = Type.Object({ type: Type.Literal('leave'), room }, strict);

export const Send = Type.Object({ type: Type.Literal('send'), room, cid, text }, strict);
export const Edit = Type.Object({ type: Type.Literal('edit'), room, cid, target: seq, text }, strict);
export const Delete = Type.Object({ type: Type.Literal('delete'), room, cid, target: seq }, strict);

/** "Are you there?" The answer is a heartbeat, at once. */
export const Ping = Type.Object({ type: Type.Literal('ping') }, strict);

export const commands = { hello: Hello, name: Name, join: Join, leave: Leave, send: Send, edit: Edit, delete: Delete, ping: Ping };

export type Hello = Static<typeof Hello>;
export type Name = Static<typeof Name>;
export type Join = Static<typeof Join>;
export type Leave = Static<typeof Leave>;
export type Send = Static<typeof Send>;
export type Edit = Static<typeof Edit>;
export type Delete = Static<typeof Delete>;
export type Ping = Static<typeof Ping>;
export type Command = Hello | Name | Join | Leave | Send | Edit | Delete | Ping;
