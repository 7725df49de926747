import type { XStatic } from 'typebox/schema';
import { MAX_CID_CHARACTERS, MAX_EMOJI_CHARACTERS, MAX_WATCHED_ROOMS } from './limits.ts';

/**
 * What a client may say in the json dialect, one object a line, as JSON Schema: the server compiles it into the check
 * of every line, and TypeScript reads the types off it. An unknown field is refused, by its name.
 */
const room = { type: 'string', minLength: 1, maxLength: 2_048 } as const;
const cid = { type: 'string', minLength: 1, maxLength: MAX_CID_CHARACTERS, pattern: '^[ -~]+$' } as const;
const target = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const text = { type: 'string' } as const;
const emoji = { type: 'string', minLength: 1, maxLength: MAX_EMOJI_CHARACTERS } as const;

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
    properties: {
      type: { const: 'send' },
      room,
      cid,
      /** Empty is allowed for a topic only, and takes it away. */
      text,
      kind: { enum: ['action', 'topic'] },
      /** The `seq` of the message that this one answers. */
      reply: target,
    },
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
  react: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room', 'cid', 'target', 'emoji'],
    properties: { type: { const: 'react' }, room, cid, target, emoji },
  },
  unreact: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room', 'cid', 'target', 'emoji'],
    properties: { type: { const: 'unreact' }, room, cid, target, emoji },
  },
  /** Another name for who has one. */
  rename: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'name'],
    properties: { type: { const: 'rename' }, name: { type: 'string', maxLength: 8_192 } },
  },
  /** Somebody is writing just now. Said again every few seconds while they are. */
  typing: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room'],
    properties: { type: { const: 'typing' }, room },
  },
  /** Wants to know what is unread in these rooms above these numbers, now and as it changes. Replaces the last one. */
  watch: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'rooms'],
    properties: {
      type: { const: 'watch' },
      rooms: {
        type: 'array',
        maxItems: MAX_WATCHED_ROOMS,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['room', 'after'],
          properties: { room, after: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } },
        },
      },
    },
  },
  /** Where one was mentioned, newest first; `before` is the `id` of the last one that is known. */
  mentions: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: {
      type: { const: 'mentions' },
      before: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    },
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
export type React = Commands['react'];
export type Unreact = Commands['unreact'];
export type Rename = Commands['rename'];
export type Typing = Commands['typing'];
export type Watch = Commands['watch'];
export type Mentions = Commands['mentions'];
export type Ping = Commands['ping'];
export type Command = Commands[keyof Commands];
