import type { Event, Message, Topic } from '@hubbub/protocol/events';
import type { MentionItem } from '@hubbub/protocol/lines';

/** An event before the store has given it its `seq`, and has found whom it mentions. */
export type Draft = BeforeTheStore<Event>;
type BeforeTheStore<E> = E extends Event ? Omit<E, 'seq' | 'mentions'> : never;

export interface Appended {
  event: Event;
  /** This (by, cid) had been appended before; `event` is that first one, and nothing was written now. */
  repetition: boolean;
}

export interface Page {
  /** Oldest first. */
  messages: Message[];
  older: boolean;
  newer: boolean;
  /** The room's newest `seq` in the same read, and what the room is about. */
  head: number;
  topic: Topic | null;
}

/**
 * Which page of a room's messages: the newest one, one beside or around a `seq` (which need not be a message), or one
 * around the first message from a time on (milliseconds since 1970). That one is found by halving, so where the clock
 * went back it is one of those that are near.
 */
export type PagePosition =
  | { at: 'newest' }
  | { at: 'before' | 'after' | 'around'; seq: number }
  | { at: 'time'; ms: number };

export interface NewestEvents {
  head: number;
  events: Event[];
}

export interface StoredRoom {
  room: string;
  head: number;
  lastAt: number;
}

export interface Person {
  id: string;
  name: string;
}

/** What somebody has not read in a room, up to its `head`. Each is counted up to a limit. */
export interface UnreadCount {
  head: number;
  messages: number;
  mentions: number;
}

export interface MentionList {
  /** Newest first. */
  items: MentionItem[];
  older: boolean;
}

/** Another name for a person. */
export interface NameChange extends Person {
  skeletons: readonly string[];
}

export interface NameClaim extends Person {
  /** What look-alikes have in common. No two people share any of them. */
  skeletons: readonly string[];
  /** SHA-256 of the secret, hex. The secret itself is never stored. */
  secretHash: string;
  at: number;
}

/**
 * Keeps the rooms' logs and the people's names. Every implementation passes `stores/store-contract.ts`.
 *
 * A promise that resolves means committed and flushed to disk. One that rejects with a `ChatError` means that
 * nothing was written. Where it cannot be known whether something was written, the promise stays open and the
 * store calls `onFatal` instead: the process must stop, and the client asks again with the same cid.
 */
export interface Store {
  /** The identity of this history: made with the database, and changed when one is restored. */
  readonly epoch: string;

  /**
   * Appends at the room's end. Calls made in one order are numbered in that order and resolve in that order.
   * Rejects with `cid_reused` (same by and cid, other content or room), and for what changes a message with
   * `no_such_message` (no message was posted at `target` of this room; a notice is none) or `message_deleted`;
   * for a reaction with `reactions_full`; for a reply with `no_such_message` when there is none at `reply` (one that
   * was deleted is good enough); with `store_full` or `store_failed` when it certainly was not written.
   * A draft whose `by` is null is never a repetition. Deleting empties the text of the message and its edits, and
   * forgets whom it mentions and its reactions. Whom a text mentions (see `mentions.ts`) is found here, among those
   * who have a name at that moment; never who wrote it.
   */
  append(draft: Draft): Promise<Appended>;

  /** The newest `seq`; 0 for a room that does not exist. Reflects every append that was called before. */
  head(room: string): Promise<number>;

  /**
   * The newest `seq`, and so many of the newest events in their order: fewer where their texts would have more than
   * `characters` characters together. Reflects every append that was called before.
   */
  newest(room: string, limit: number, characters: number): Promise<NewestEvents>;

  /**
   * Events with `seq` above `after`, in order, at most `limit`; fewer where their texts would have more than
   * `characters` characters together, but one at least.
   */
  eventsAfter(room: string, after: number, limit: number, characters?: number): Promise<Event[]>;

  /**
   * At most `limit` messages as they stand now, oldest first. `before` and `after` exclude the given seq;
   * `around` gives about half of `limit` on each side, the message itself (or the next newer one) included.
   */
  page(room: string, where: PagePosition, limit: number): Promise<Page>;

  /** One message as it stands now. */
  message(room: string, seq: number): Promise<Message | undefined>;

  /** The rooms in which something was written, most recent first. */
  rooms(limit: number): Promise<StoredRoom[]>;

  /** Gives the name, or who has this name or one that looks like it. Two claims at once: one gets it. */
  claimName(claim: NameClaim): Promise<{ given: true } | { given: false; holder: Person }>;

  /** Who holds a name with one of these skeletons. */
  nameHolder(skeletons: readonly string[]): Promise<Person | undefined>;

  /** Who this secret belongs to. */
  person(secretHash: string): Promise<Person | undefined>;

  /** Gives a person another name, and the old one back; or says who has the new one or one that looks like it. */
  rename(renaming: NameChange): Promise<{ given: true } | { given: false; holder: Person }>;

  /**
   * What others posted above `after` and did not delete, notices aside, and what of it mentions this person (null:
   * somebody without a name). Each is counted up to `limit`, and messages among the first 10,000 above `after`.
   */
  unread(room: string, after: number, person: string | null, limit: number): Promise<UnreadCount>;

  /** Messages that mention this person, newest first, below the item with the id `before` if there is one. */
  mentions(person: string, before: number | undefined, limit: number): Promise<MentionList>;

  /** Finishes what was asked before, then lets go of the files. */
  close(): Promise<void>;
}
