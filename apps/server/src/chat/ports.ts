import type { CloseName } from '@hubbub/protocol/closes';
import type { Command as WireCommand } from '@hubbub/protocol/commands';
import type { Event, Person } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { MentionsPage, MyReaction, Reactions, ServerLine, UnreadRoom } from '@hubbub/protocol/lines';
import type { ChatError, RefusedCommand } from './errors.ts';

/** A frame in a transport's encoding. It is built once and written to many connections. */
export type Packet = Uint8Array;

/** The encoding for one kind of client. One instance per kind, so that a shard encodes once per dialect. */
export interface Dialect {
  readonly name: string;
  /** False when it has no line for a refusal: what is refused for its rate in another dialect waits in this one. */
  readonly expressesRefusals: boolean;
  /** One frame with all these lines, or undefined when this dialect cannot express any of them. */
  pack(lines: readonly ServerLine[]): Packet | undefined;
}

/** Up to this many buffered bytes, a connection reports nothing: writing to a client that keeps up stays cheap. */
export const HIGH_WATER_MARK_BYTES = 16 * 1024;

/**
 * The transport's connection to one client. `write` and `setStallTimeout` are the whole flow control: the transport
 * calls `session.handleDrain()` and `session.handleStall()` when they say so.
 */
export interface Connection {
  /** Bytes that were written and that the client has not taken yet; 0 after a close. */
  readonly bufferedBytes: number;
  /**
   * Writes a frame. False when more than `HIGH_WATER_MARK_BYTES` may be buffered; the session is then notified of the
   * drain once nothing is buffered. True also after a close, when the frame is dropped.
   */
  write(packet: Packet): boolean;
  pauseReading(): void;
  resumeReading(): void;
  /** The session is notified of a stall when the client takes no byte for this long. 0 turns it off. */
  setStallTimeout(timeoutMs: number): void;
  close(reason: CloseName): void;
}

/** A plain connection names itself. There is no secret, so the name is reserved only while it is connected. */
export interface Guest {
  type: 'guest';
  /** As `guestName` returned it. */
  name: string;
}

/** A plain connection receives a room's messages from now on, without its history. */
export interface Listen {
  type: 'listen';
  /** A clean room name. */
  room: string;
}

/** A line that is no command. Its refusal waits for its turn, like a command. */
export interface Malformed {
  type: 'malformed';
  error: ChatError;
  command: RefusedCommand;
}

/** What a session accepts: the commands of the json dialect, the two that a plain connection amounts to, and errors. */
export type Command = WireCommand | Guest | Listen | Malformed;

/** Counters and timers of the chat. Called on hot paths, so implementations must be quick. Times are milliseconds. */
export interface ChatMetrics {
  /** An event was committed. */
  accepted(type: Event['type']): void;
  /** A shard began a flush; its first line had waited for `waitedMs`. */
  flushed(waitedMs: number): void;
  /** Events were written to connections. One event to ten connections counts ten times. */
  delivered(events: number): void;
  /** A batch of changes was committed, `tookMs` after the store's worker was given it. */
  committed(changes: number, tookMs: number): void;
  /** The store was called for this kind of read. */
  read(kind: string): void;
  /** A limit refused or delayed an action. */
  limited(action: string): void;
}

/** An event before the store has assigned its `seq`, found the people it mentions and counted the reactions. */
export type Draft = WithoutStoreFields<Event> & {
  /** The text exceeds the present limit. It is refused, unless this is a retry of what an earlier limit allowed. */
  tooLong?: true;
};
type WithoutStoreFields<E> = E extends Event ? Omit<E, 'seq' | 'mentions' | 'count'> : never;

export interface Appended {
  event: Event;
  /** True for a retry: this (by, cid) was appended before, `event` is that first one, and nothing was written. */
  duplicate: boolean;
}

/** A page of a room's messages. Its `head` and topic were read at the same moment. */
export type Page = Omit<MessagePage, 'room' | 'epoch'>;

/**
 * Which page of a room's messages: the newest, the one before, after or around a `seq` (which need not be a message),
 * or the one around the first message at or after a time in milliseconds since 1970. Where the server's clock was set
 * back, several messages qualify as the first, and any of them may be found.
 */
export type PagePosition =
  | { type: 'newest' }
  | { type: 'before' | 'after' | 'around'; seq: number }
  | { type: 'time'; ms: number };

export interface NewestEvents {
  head: number;
  events: Event[];
}

export interface StoredRoom {
  room: string;
  head: number;
  lastAt: number;
}

/** Both are counted up to a limit. */
export type UnreadCount = Omit<UnreadRoom, 'room'>;

export type MentionList = Omit<MentionsPage, 'type'>;

/** All people under each emoji of a message, as of its revision. */
export type ReactionList = Pick<Reactions, 'revision' | 'reactions'>;

/** A person's next name. */
export interface NameChange extends Person {
  /** The forms that names which look alike have in common. Each belongs to one person at most. */
  skeletons: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
}

export interface NameClaim extends NameChange {
  /** SHA-256 of the secret, in hex. The secret itself is never stored. */
  secretHash: string;
}

export interface Rename extends NameChange {
  /** Until then the former name is quarantined: nobody else may take it, or one that looks like it. */
  quarantineUntil: number;
  /** The notices for the rooms in which the person is. Their cids must be new. */
  notices: readonly Draft[];
}

/** The name belongs to `holder` or is quarantined for them, or looks like one that is. */
export interface NameRefused {
  given: false;
  holder: Person;
}

export type NameResult = { given: true } | NameRefused;

/** With the notices that were posted. */
export type RenameResult = { given: true; notices: Event[] } | NameRefused;

/**
 * Stores the rooms' logs and the people's names. Every implementation passes `test/store-contract`.
 *
 * A promise that resolves means that the change is committed and flushed to disk. One that rejects with a `ChatError`
 * means that nothing was written. When the outcome of a write cannot be known, the promise stays pending and the store
 * calls `onFatal`: the process must stop, and clients retry with the same cid after the restart.
 */
export interface Store {
  /** Identifies this history: created with the database, and changed when a backup is restored. */
  readonly epoch: string;

  /**
   * Appends a draft to its room as the next event. Calls are numbered, and resolve, in the order in which they were
   * made. The people whom a text mentions (see `chat/text/mentions.ts`) are those who have a name at that moment, but
   * never its author. A deletion also removes the text of the message and its edits, its mentions and its reactions.
   *
   * Rejects with the first of these codes that applies; `refuse` in `chat/log/draft-rules.ts` decides all but the last two:
   * - `cid_reused`: the sender used this cid for other content or in another room. With the same content the first
   *   event is returned again. A draft whose `by` is null is never a duplicate.
   * - `text_too_long`: the draft is `tooLong`.
   * - `no_such_message`: the room has no message at `target` or `reply`. A notice does not count as one. A reply to a
   *   deleted message is fine.
   * - `not_yours`: an edit or a deletion by anybody but the author.
   * - `message_deleted`: the target of an edit, a deletion or a reaction is deleted.
   * - `name_needed`: a reaction whose `by` is null.
   * - `reactions_full`: the message has the maximum number of reactions.
   * - `room_lookalike`: the room has no events, and its name looks like that of a room that has some, or of the lobby.
   * - `store_full`, `store_failed`: the write failed, and certainly nothing was written.
   */
  append(draft: Draft): Promise<Appended>;

  /** The newest `seq`; 0 for a room without events. Includes every append that was called before. */
  head(room: string): Promise<number>;

  /**
   * The newest `seq` and at most `limit` of the newest events, oldest first; fewer when their texts would exceed
   * `characters` in total. Includes every append that was called before.
   */
  newest(room: string, limit: number, characters: number): Promise<NewestEvents>;

  /**
   * At most `limit` events with a `seq` above `after`, oldest first; fewer when their texts would exceed `characters`
   * in total, but at least one.
   */
  eventsAfter(room: string, after: number, limit: number, characters?: number): Promise<Event[]>;

  /**
   * At most `limit` messages in their current state. `before` and `after` exclude the given `seq`; `around` returns
   * about half of `limit` on each side of it, including the message itself or the next newer one.
   */
  page(room: string, position: PagePosition, limit: number): Promise<Page>;

  /** The rooms that have events, most recently active first. */
  rooms(limit: number): Promise<StoredRoom[]>;

  /** Creates a person with this name. Of two claims at the same time one succeeds. */
  claimName(claim: NameClaim): Promise<NameResult>;

  /**
   * Gives a person another name, quarantines the former one, and appends the notices in those rooms in which the person
   * has written (see `introduces`): all of this or nothing. Of a person's former names, the newest
   * `MAX_QUARANTINED_NAMES` stay quarantined. Resolves in order with the calls of `append`.
   */
  rename(change: Rename): Promise<RenameResult>;

  /** The person who has a name with one of these skeletons, or for whom it is quarantined at the time `at`. */
  nameHolder(skeletons: readonly string[], at: number): Promise<Person | undefined>;

  /** The person whom this secret identifies. */
  person(secretHash: string): Promise<Person | undefined>;

  /**
   * Counts the messages of others above `after`, without deleted ones and notices, and the mentions of this person in
   * them; null is a reader without a name. Each count stops at `limit`, and only the first
   * `MAX_UNREAD_SCAN_MESSAGES` messages above `after` are looked at.
   */
  unread(room: string, after: number, person: string | null, limit: number): Promise<UnreadCount>;

  /** Messages that mention this person, newest mention first; with `before`, those below the item with that id. */
  mentions(person: string, before: number | undefined, limit: number): Promise<MentionList>;

  /** Undefined when the room has no such message. */
  reactions(room: string, target: number): Promise<ReactionList | undefined>;

  /** What this person has chosen under these messages. A message that the room does not have is left out. */
  myReactions(room: string, person: string, targets: readonly number[]): Promise<MyReaction[]>;

  /** Completes the calls made before, then closes the files. Calls made afterwards are rejected with `stopping`. */
  close(): Promise<void>;
}
