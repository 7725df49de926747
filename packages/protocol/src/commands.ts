import type { XStatic } from 'typebox/schema';
import { MAX_CID_CHARACTERS, MAX_EMOJI_CHARACTERS, MAX_WATCHED_ROOMS } from './limits.ts';

const room = { type: 'string', minLength: 1, maxLength: 2_048 } as const;
const cid = { type: 'string', minLength: 1, maxLength: MAX_CID_CHARACTERS, pattern: '^[ -~]+$' } as const;
const target = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const text = { type: 'string' } as const;
const emoji = { type: 'string', minLength: 1, maxLength: MAX_EMOJI_CHARACTERS } as const;

/**
 * The commands of the json dialect, one object per line, as JSON Schema: the server compiles it to validate each line,
 * and the TypeScript types are derived from it. Unknown fields are refused.
 */
export const commands = {
  /** Signs in with the secret of a name. Without a secret the connection only reads. */
  hello: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: { type: { const: 'hello' }, secret: { type: 'string', minLength: 1, maxLength: 256 } },
  },
  /**
   * Claims a name. The secret proves later who owns it; without one the server creates it and returns it. A client that
   * creates the secret itself can retry when the answer was lost, and gets the same name.
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
  /** Joins a room; `after` and `epoch` resume from that event. If that is impossible, the reply is `reset`. */
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
      /** Empty only for a topic, which is then removed. */
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
  /** Changes the person's name. */
  rename: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'name'],
    properties: { type: { const: 'rename' }, name: { type: 'string', maxLength: 8_192 } },
  },
  /** The person is typing. Repeated every `TYPING_INTERVAL_MS` meanwhile. */
  typing: {
    type: 'object',
    additionalProperties: false,
    required: ['type', 'room'],
    properties: { type: { const: 'typing' }, room },
  },
  /** Subscribes to the unread counts of these rooms above these `seq`. Replaces the previous subscription. */
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
  /** Lists the messages that mention the person, newest first, below the item whose `id` is `before`. */
  mentions: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: {
      type: { const: 'mentions' },
      before: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    },
  },
  /** Asks for a heartbeat at once. */
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
