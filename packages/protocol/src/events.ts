import type { XStatic } from 'typebox/schema';

/**
 * A room is a log of events, numbered by `seq`: 1, 2, 3 … without gaps. An event never changes once it is written, with
 * one exception: a deletion removes the text of the message and its edits, so that deleted words are really gone.
 */
interface Common {
  room: string;
  seq: number;
  /** Milliseconds since 1970, by the server's clock. Order is by `seq`, never by this. */
  at: number;
  /** The id of the person who did it; null for a plain connection, which cannot prove who it is. */
  by: string | null;
  /** The sender's own id for this command, by which it recognises its event. */
  cid: string;
}

/**
 * The kind of a post that is not an ordinary message. `action`: something that `name` does ("/me waves"). `topic`: the
 * room's new topic, none when empty. `renamed`: the person called `name` is called `text` from now on.
 * Topics and renames are notices, which cannot be edited, deleted, answered or reacted to.
 */
export type Kind = 'action' | 'topic' | 'renamed';

/** A notice reports a change of the room's topic or of a person's name. */
export function isNotice({ kind }: { kind?: Kind }): boolean {
  return kind === 'topic' || kind === 'renamed';
}

/** A person whose name follows an @ in the text, with the name that they had then. */
export interface Mention {
  id: string;
  name: string;
}

export interface Posted extends Common {
  type: 'posted';
  name: string;
  text: string;
  kind?: Kind;
  /** The `seq` of the message that this one replies to. */
  reply?: number;
  /** Found by the server. Absent when empty. */
  mentions?: Mention[];
}

export interface Edited extends Common {
  type: 'edited';
  /** The `seq` of the post. */
  target: number;
  text: string;
  mentions?: Mention[];
}

export interface Deleted extends Common {
  type: 'deleted';
  target: number;
}

/** Reacting twice with the same emoji counts once. */
export interface Reacted extends Common {
  type: 'reacted';
  target: number;
  emoji: string;
  /** The person's name at that time. */
  name: string;
}

/** Removes a reaction; changes nothing when there is none. */
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

/** One emoji under a message and the people who chose it, in that order. */
export const Reaction = {
  type: 'object',
  required: ['emoji', 'people'],
  properties: { emoji: { type: 'string' }, people: { type: 'array', items: person } },
} as const;
export type Reaction = XStatic<typeof Reaction>;

/** A message in its current state, reduced from the log. Its id is the `seq` of the event that posted it. */
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
    revision: { type: 'integer', description: 'The seq of the newest event that changed it, or its own.' },
    editedAt: { type: 'integer', description: 'The time of the last edit.' },
    deleted: { const: true },
    kind: { enum: ['action', 'topic', 'renamed'] },
    reply: { type: 'integer', description: 'The seq of the message that this one replies to.' },
    mentions: { type: 'array', items: person, description: 'The people whose names follow an @; absent when empty.' },
    reactions: {
      type: 'array',
      items: Reaction,
      description: 'In the order in which each emoji was first chosen; absent when empty.',
    },
  },
} as const;
export type Message = XStatic<typeof Message>;

/** The topic of a room, and the event that set it. */
export const Topic = {
  type: 'object',
  required: ['text', 'seq', 'at', 'by', 'name'],
  properties: {
    text: { type: 'string' },
    seq: { type: 'integer', description: 'The seq of the event that set it.' },
    at: { type: 'integer' },
    by: { type: ['string', 'null'] },
    name: { type: 'string' },
  },
} as const;
export type Topic = XStatic<typeof Topic>;
