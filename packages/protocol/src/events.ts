import type { XStatic } from 'typebox/schema';

/**
 * A room is a log of events. Each has the next `seq` of its room: 1, 2, 3 … with no holes.
 * Nothing here ever changes after it was written, with one exception: when a message is deleted, the text of it and
 * of its edits is emptied, so that deleted words are really gone.
 */
interface Common {
  room: string;
  seq: number;
  /** Milliseconds since 1970, by the server's clock. Order is by `seq`, never by this. */
  at: number;
  /** The id of who did it; null for a plain connection, which nobody can be sure of. */
  by: string | null;
  /** The sender's own id for this send, so that it knows its own again. */
  cid: string;
}

/**
 * What a row of the conversation is, when it is not simply something said. `action`: what `name` does ("/me waves").
 * `topic`: the room's topic from now on, or none when empty. `renamed`: who was `name` is called `text` from now on.
 * Topics and renamings are notices: nobody edits, deletes, answers or reacts to them.
 */
export type Kind = 'action' | 'topic' | 'renamed';

/** It says what happened to the room or to somebody's name: nobody said it to anybody. */
export function isNotice({ kind }: { kind?: Kind }): boolean {
  return kind === 'topic' || kind === 'renamed';
}

/** Somebody whose name stands behind an @ in the text, as they were called when it was written. */
export interface Mention {
  id: string;
  name: string;
}

export interface Posted extends Common {
  type: 'posted';
  name: string;
  text: string;
  kind?: Kind;
  /** The `seq` of the message that this one answers. */
  reply?: number;
  /** Found by the server. Absent when there are none. */
  mentions?: Mention[];
}

export interface Edited extends Common {
  type: 'edited';
  /** The `seq` that posted the message. */
  target: number;
  text: string;
  mentions?: Mention[];
}

export interface Deleted extends Common {
  type: 'deleted';
  target: number;
}

/** Done twice, it counts once. */
export interface Reacted extends Common {
  type: 'reacted';
  target: number;
  emoji: string;
  /** Who did it is called that. */
  name: string;
}

/** Takes a reaction back; does nothing where there is none. */
export interface Unreacted extends Common {
  type: 'unreacted';
  target: number;
  emoji: string;
}

export type Event = Posted | Edited | Deleted | Reacted | Unreacted;

const person = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
} as const;

/** One emoji under a message, and who chose it, first one first. */
export const Reaction = {
  type: 'object',
  required: ['emoji', 'people'],
  properties: { emoji: { type: 'string' }, people: { type: 'array', items: person } },
} as const;
export type Reaction = XStatic<typeof Reaction>;

/** A message as the log adds up to it. Its id is the `seq` of the event that posted it. */
export const Message = {
  type: 'object',
  required: ['seq', 'at', 'by', 'name', 'cid', 'text', 'revision'],
  properties: {
    seq: { type: 'integer', minimum: 1 },
    at: { type: 'integer' },
    by: { type: ['string', 'null'] },
    name: { type: 'string' },
    cid: { type: 'string' },
    text: { type: 'string', description: 'Empty when deleted.' },
    revision: { type: 'integer', description: 'The seq of the newest event that changed it; its own when none did.' },
    editedAt: { type: 'integer', description: 'When it was last edited.' },
    deleted: { const: true },
    kind: { enum: ['action', 'topic', 'renamed'] },
    reply: { type: 'integer', description: 'The seq of the message that this one answers.' },
    mentions: {
      type: 'array',
      items: person,
      description: 'Whose names stand behind an @; absent when there are none.',
    },
    reactions: {
      type: 'array',
      items: Reaction,
      description: 'In the order in which each emoji was first chosen; absent when there are none.',
    },
  },
} as const;
export type Message = XStatic<typeof Message>;

/** What a room is about, as somebody set it. */
export const Topic = {
  type: 'object',
  required: ['text', 'seq', 'at', 'by', 'name'],
  properties: {
    text: { type: 'string' },
    seq: { type: 'integer', description: 'The event that set it.' },
    at: { type: 'integer' },
    by: { type: ['string', 'null'] },
    name: { type: 'string' },
  },
} as const;
export type Topic = XStatic<typeof Topic>;
