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

/** Somebody as the others see them. The id is null for a guest of a plain connection, who cannot come back. */
export interface Participant {
  id: string | null;
  name: string;
}

/** Somebody who holds a name by a secret, and can come back. */
export interface Person extends Participant {
  id: string;
}

export interface Posted extends Common {
  type: 'posted';
  name: string;
  text: string;
  kind?: Kind;
  /** The `seq` of the message that this one replies to. */
  reply?: number;
  /** The people whose names follow an @, as they were called then. Found by the server; absent when empty. */
  mentions?: Person[];
}

export interface Edited extends Common {
  type: 'edited';
  /** The `seq` of the post. */
  target: number;
  text: string;
  mentions?: Person[];
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
  /** The people under this emoji after the event. The same number as before: nothing has changed. */
  count: number;
  /** The person's name at that time. */
  name: string;
}

/** Removes a reaction; changes nothing when there is none. */
export interface Unreacted extends Common {
  type: 'unreacted';
  target: number;
  emoji: string;
  /** As in `Reacted`. */
  count: number;
}

export type Event = Posted | Edited | Deleted | Reacted | Unreacted;

/** One emoji under a message. */
export interface Reaction {
  emoji: string;
  /** The people who chose it. */
  count: number;
  /** In a message at most `REACTION_SAMPLE_COUNT` of them, in the order in which they chose it. */
  people: Person[];
}

/** A message in its current state, reduced from the log. Its id is the `seq` of the event that posted it. */
export interface Message extends Omit<Posted, 'type' | 'room'> {
  /** Empty when deleted. */
  text: string;
  /** The `seq` of the newest event that changed it, or its own. */
  revision: number;
  /** The time of the last edit. */
  editedAt?: number;
  deleted?: true;
  /** In the order in which each emoji was first chosen; absent when empty. */
  reactions?: Reaction[];
}

/** The topic of a room as its event set it. */
export type Topic = Pick<Posted, 'text' | 'seq' | 'at' | 'by' | 'name'>;
