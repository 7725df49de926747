import type { XStatic } from 'typebox/schema';
import { CID_CHARACTERS } from './limits.ts';

/**
 * What a client may say in the json dialect, one object a line, as JSON Schema: the server compiles it into the check
 * of every line, and TypeScript reads the types off it. An unknown field is refused, by its name.
 */
const room = { type: 'string', minLength: 1, maxLength: 2_048 } as const;
const cid = { type: 'string', minLength: 1, maxLength: CID_CHARACTERS, pattern: '^[ -~]+$' } as const;
const target = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const text = { type: 'string' } as const;

export const commands = {
  /** "It is me again": the secret that came with the name. Without one, a visit that only reads. */
  hello: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: { type: { const: 'hello' }, secret: { type: 'string', minLength: 1, maxLength: 256 } },
  },
  /**
   * Asks for a name, and says by which secret it will be held; without one the answer brings one. A client that makes
   * the secret itself can ask again when the answer was lost, and gets the name that it has already.
   */
  name: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'name'],
    properties: {
      type: { const: 'name' },
      name: { type: 'string', maxLength: 8_192 },
      secret: { type: 'string', minLength: 20, maxLength: 256 },
    },
  },
  /** Enters a room; with `after` and `epoch`, goes on from there. Any number may be asked for; a wrong one is reset. */
  join: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room'],
    properties: { type: { const: 'join' }, room, after: { type: 'number' }, epoch: { type: 'string', maxLength: 64 } },
  },
  leave: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room'],
    properties: { type: { const: 'leave' }, room },
  },
  send: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room', 'cid', 'text'],
    properties: { type: { const: 'send' }, room, cid, text },
  },
  edit: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room', 'cid', 'target', 'text'],
    properties: { type: { const: 'edit' }, room, cid, target, text },
  },
  delete: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room', 'cid', 'target'],
    properties: { type: { const: 'delete' }, room, cid, target },
  },
  /** "Are you there?" The answer is a heartbeat, at once. */
  ping: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: { type: { const: 'ping' } },
  },
} as const;

type Commands = { [Type in keyof typeof commands]: XStatic<(typeof commands)[Type]> };

export type Hello = Commands['hello'];
export type Name = Commands['name'];
export type Join = Commands['join'];
export type Leave = Commands['leave'];
export type Send = Commands['send'];
export type Edit = Commands['edit'];
export type Delete = Commands['delete'];
export type Ping = Commands['ping'];
export type Command = Commands[keyof Commands];
