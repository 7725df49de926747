import type { ErrorCode, NameReason } from './errors.ts';
import type { Event, Message, Participant, Person, Reaction, Topic } from './events.ts';

/** The first line of a connection. */
export interface Welcome {
  type: 'welcome';
  /** Identifies the server's history. When it changes, the client must discard the history it has kept. */
  epoch: string;
  /** Milliseconds between two heartbeats. After twice this time without a line the connection is dead. */
  heartbeat: number;
  /** The limit of a message's text, in bytes of UTF-8. */
  maxText: number;
}

/** Answers `hello` and `rename`: the person, or null. Also sent when the person was renamed in another tab. */
export interface You {
  type: 'you';
  me: Person | null;
}

/** Answers `name`. The secret is the only proof of the name; it is the one that the client sent, if it sent one. */
export interface Named {
  type: 'named';
  me: Person;
  secret: string;
}

/** A page of a room, by default the newest. It includes every event up to `head` that concerns its messages. */
export interface Snapshot {
  room: string;
  epoch: string;
  head: number;
  /** The cid of the event at `head`, for resuming from there. Absent in a room without events. */
  cid?: string;
  /** Oldest first. */
  messages: Message[];
  /** The room has older messages. */
  older: boolean;
  /** The topic as of `head`. */
  topic: Topic | null;
}

/** Answers a `join` without `after`. Events above `head` follow. */
export interface Joined extends Snapshot {
  type: 'joined';
}

/** Answers a `join` that resumes: every event above `after` follows, missed or live. */
export interface Resumed {
  type: 'resumed';
  room: string;
  epoch: string;
  after: number;
  head: number;
}

export type ResetReason = 'epoch' | 'beyond_head' | 'other_history' | 'too_far';

/** Answers a `join` that cannot resume: the client discards the room and starts from this page. */
export interface Reset extends Snapshot {
  type: 'reset';
  reason: ResetReason;
}

export interface Left {
  type: 'left';
  room: string;
}

/** The event is committed and flushed to disk. A retry with the same cid gets the same `seq`. */
export interface Ack {
  type: 'ack';
  room: string;
  cid: string;
  seq: number;
}

/** The people in the room. */
export interface People {
  type: 'people';
  room: string;
  /** People and unnamed readers together. */
  total: number;
  /** Readers without a name. */
  unnamed: number;
  /** At most `PEOPLE_SAMPLE_COUNT` of the people. */
  people: Participant[];
}

/** The people who are writing. Never stored; valid for `TYPING_TTL_MS` at most. */
export interface TypingPeople {
  type: 'typing';
  room: string;
  total: number;
  /** At most `TYPING_SAMPLE_COUNT` of them. */
  people: Participant[];
}

/** The unread counts of one room, as of `head`. */
export interface UnreadRoom {
  room: string;
  head: number;
  /** Messages of others above the watched `seq` that are not deleted. `MAX_UNREAD_COUNT` means that many or more. */
  messages: number;
  /** Those of them that mention the person. */
  mentions: number;
}

/** Answers `watch` with all of its rooms; sent again with the rooms whose counts changed. */
export interface Unread {
  type: 'unread';
  rooms: UnreadRoom[];
}

export interface MentionItem {
  id: number;
  room: string;
  message: Message;
}

/** Answers `mentions`, newest first. */
export interface MentionsPage {
  type: 'mentions';
  items: MentionItem[];
  older: boolean;
}

/** Answers `reactions`, with all the people. */
export interface Reactions {
  type: 'reactions';
  room: string;
  target: number;
  /** The message's at that moment. */
  revision: number;
  reactions: Reaction[];
}

/** The emoji that one person has chosen under a message, as of its `revision`. */
export interface MyReaction {
  target: number;
  revision: number;
  emoji: string[];
}

/** Answers `my_reactions`. Messages that do not exist are left out. */
export interface MyReactions {
  type: 'my_reactions';
  room: string;
  reactions: MyReaction[];
}

/** Sent every `heartbeat` ms. A client whose own head is lower has missed something and must join again. */
export interface Heartbeat {
  type: 'heartbeat';
  heads: Record<string, number>;
}

export interface Refusal {
  type: 'error';
  code: ErrorCode;
  /** An English sentence for people. Programs read `code`. */
  message: string;
  /** The type of the refused command, if it could be read. */
  command?: string;
  room?: string;
  cid?: string;
  /** The field that caused the refusal. */
  field?: string;
  reason?: NameReason;
  /** Seconds after which `rate_limited` ends. */
  retryAfter?: number;
}

/** The lines that the server sends in the json dialect, one object per line. The events of the log are lines, too. */
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
  | Reactions
  | MyReactions
  | Heartbeat
  | Refusal
  | Event;
