import type { ErrorCode, NameReason } from './errors.ts';
import type { Event, Message, Topic } from './events.ts';

/** What the server says in the json dialect, one object a line. Events of the room's log are lines as they are. */
export interface Me {
  id: string;
  name: string;
}

/** The first line of a connection. */
export interface Welcome {
  type: 'welcome';
  /** The identity of the server's history. Another one than before: throw away what you keep of it. */
  epoch: string;
  /** Milliseconds between two heartbeats. Twice as long without a line, and the line is dead. */
  heartbeat: number;
  /** Bytes of UTF-8 that one message may have. */
  maxText: number;
}

/** Answers `hello` and `rename`: who you are, or null. Also said when another window of yours took another name. */
export interface You {
  type: 'you';
  me: Me | null;
}

/** Answers `name`. Keep the secret: it is the only way back to the name. It is the client's own if it sent one. */
export interface Named {
  type: 'named';
  me: Me;
  secret: string;
}

/** The newest page of a room: every event up to `head` is in it, or older than it. */
export interface Snapshot {
  room: string;
  epoch: string;
  head: number;
  messages: Message[];
  /** There are older messages than these. */
  older: boolean;
  /** What the room is about, up to `head`. */
  topic: Topic | null;
}

/** Answers a first `join`. Events above `head` follow. */
export interface Joined extends Snapshot {
  type: 'joined';
}

/** Answers a `join` that goes on from `after`: every event above `after` follows, whether old or live. */
export interface Resumed {
  type: 'resumed';
  room: string;
  epoch: string;
  after: number;
  head: number;
}

export type ResetReason = 'epoch' | 'too_far' | 'beyond_head';

/** Answers a `join` that cannot go on from `after`: forget the room, take this page. */
export interface Reset extends Snapshot {
  type: 'reset';
  reason: ResetReason;
}

export interface Left {
  type: 'left';
  room: string;
}

/** Committed and flushed to disk. A retry of the same cid gets the same `seq`. */
export interface Ack {
  type: 'ack';
  room: string;
  cid: string;
  seq: number;
}

/** Who is in the room now. */
export interface People {
  type: 'people';
  room: string;
  /** Named people and unnamed readers together. */
  total: number;
  /** Readers without a name. */
  unnamed: number;
  /** Some of the named ones; `id` is null for a plain connection. */
  people: { id: string | null; name: string }[];
}

/** Who is writing just now. Never stored; holds for `TYPING_LASTS` ms at most. */
export interface TypingPeople {
  type: 'typing';
  room: string;
  total: number;
  /** Some of them. */
  people: { id: string | null; name: string }[];
}

/** What is unread in one room, up to `head`. */
export interface UnreadRoom {
  room: string;
  head: number;
  /** What others posted above the number that was asked about and did not delete; `UNREAD_MOST` means so many or more. */
  messages: number;
  /** Those of them that mention you. */
  mentions: number;
}

/** Answers `watch`, with all rooms that were asked for; then comes by itself, with those that changed. */
export interface Unread {
  type: 'unread';
  rooms: UnreadRoom[];
}

export interface MentionItem {
  id: number;
  room: string;
  message: Message;
}

/** Answers `mentions`: newest first. */
export interface MentionsPage {
  type: 'mentions';
  items: MentionItem[];
  older: boolean;
}

/** Sent every `heartbeat` ms. A head above yours, and you missed something: join again with `after`. */
export interface Heartbeat {
  type: 'heartbeat';
  heads: Record<string, number>;
}

export interface Refusal {
  type: 'error';
  code: ErrorCode;
  /** A sentence for a person, in English. Programs read `code`. */
  message: string;
  /** The command that was refused, as far as it could be read. */
  command?: string;
  room?: string;
  cid?: string;
  /** The field that is wrong. */
  field?: string;
  reason?: NameReason;
}

export type ServerLine =
  | Welcome
  | You
  | Named
  | Joined
  | Resumed
  | Reset
  | Left
  | Ack
  | People
  | TypingPeople
  | Unread
  | MentionsPage
  | Heartbeat
  | Refusal
  | Event;
