import type { XStatic } from 'typebox/schema';
import { MAX_CID_CHARACTERS, MAX_EMOJI_CHARACTERS, MAX_MY_REACTIONS_TARGETS, MAX_WATCHED_ROOMS } from './limits.ts';

const name = { type: 'string', maxLength: 8_192 } as const;
const room = { type: 'string', minLength: 1, maxLength: 2_048 } as const;
const cid = { type: 'string', minLength: 1, maxLength: MAX_CID_CHARACTERS, pattern: '^[ -~]+$' } as const;
const target = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const text = { type: 'string' } as const;
const emoji = { type: 'string', minLength: 1, maxLength: MAX_EMOJI_CHARACTERS } as const;

/** The schema of a command: its type, the fields it needs, and those it may have. Unknown fields are refused. */
function command<const Type extends string, const Required extends object, const Optional extends object = object>(
  type: Type,
  required: Required,
  optional?: Optional,
) {
  return {
    type: 'object',
    additionalProperties: false,
    // A tuple for the compiler, because `XStatic` reads no other array.
    required: ['type', ...Object.keys(required)] as unknown as ['type' | keyof Required],
    properties: { type: { const: type }, ...required, ...optional } as { type: { const: Type } } & Required & Optional,
  } as const;
}

/**
 * The commands of the json dialect, one object per line, as JSON Schema: the server compiles it to validate each line,
 * and the TypeScript types are derived from it.
 */
export const commands = {
  /** Signs in with the secret of a name. Without a secret the connection only reads. */
  hello: command('hello', {}, { secret: { type: 'string', minLength: 1, maxLength: 256 } }),
  /**
   * Claims a name. The secret proves later who owns it; without one the server creates it and returns it. A client that
   * creates the secret itself can retry when the answer was lost, and gets the same name.
   */
  name: command('name', { name }, { secret: { type: 'string', minLength: 20, maxLength: 256 } }),
  /**
   * Joins a room; `after`, `epoch` and `cid` resume from that event, whose cid it is. If that is impossible, the reply
   * is `reset`.
   */
  join: command('join', { room }, { after: { type: 'number' }, epoch: { type: 'string', maxLength: 64 }, cid }),
  leave: command('leave', { room }),
  /** The text is empty only for a topic, which is then removed. `reply` is the `seq` of the message it answers. */
  send: command('send', { room, cid, text }, { kind: { enum: ['action', 'topic'] }, reply: target }),
  edit: command('edit', { room, cid, target, text }),
  delete: command('delete', { room, cid, target }),
  react: command('react', { room, cid, target, emoji }),
  unreact: command('unreact', { room, cid, target, emoji }),
  /** Lists all people under each emoji of a message. */
  reactions: command('reactions', { room, target }),
  /** Lists the emoji that the person has chosen under each of these messages. */
  my_reactions: command('my_reactions', {
    room,
    targets: { type: 'array', minItems: 1, maxItems: MAX_MY_REACTIONS_TARGETS, items: target },
  }),
  /** Changes the person's name. */
  rename: command('rename', { name }),
  /** The person is typing. Repeated every `TYPING_INTERVAL_MS` meanwhile. */
  typing: command('typing', { room }),
  /** Subscribes to the unread counts of these rooms above these `seq`. Replaces the previous subscription. */
  watch: command('watch', {
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
  }),
  /** Lists the messages that mention the person, newest first, below the item whose `id` is `before`. */
  mentions: command('mentions', {}, { before: target }),
  /** Asks for a heartbeat at once. */
  ping: command('ping', {}),
};

/** A command, or the one of this type. */
export type Command<Type extends keyof typeof commands = keyof typeof commands> = {
  [T in Type]: XStatic<(typeof commands)[T]>;
}[Type];
