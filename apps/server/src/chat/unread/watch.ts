import type { Deleted, Edited, Event, Posted } from '@hubbub/protocol/events';
import type { UnreadRoom } from '@hubbub/protocol/lines';
import type { UnreadCount } from '../ports.ts';
import { UnreadCounter } from './counter.ts';

/** The session for which a room is watched. */
export interface Watcher {
  /** Null without a name. */
  readonly personId: string | null;
  isInRoom(room: string): boolean;
  /** Sends the changed counts soon. */
  scheduleFlush(): void;
}

/** A room that is watched by at least one session. */
export interface WatchedRoom {
  readonly name: string;
  /** Its newest event, once it is known. */
  head: number | undefined;
  /** The first count in the store, while it is pending and the head is unknown. */
  firstCount: Promise<unknown> | undefined;
  /** Watches, whether their sessions are in the room or not. */
  watchCount: number;
  /** The watches whose sessions are not in the room. */
  readonly following: Set<Watch>;
  /** Those among them for which another post may change the count. */
  readonly counting: Set<Watch>;
}

/** One room, watched for one session. */
export class Watch {
  readonly watcher: Watcher;
  readonly room: WatchedRoom;
  readonly after: number;
  ended = false;
  #counter: UnreadCounter | undefined;
  #sent: UnreadRoom | undefined;

  constructor(watcher: Watcher, room: WatchedRoom, after: number) {
    this.watcher = watcher;
    this.room = room;
    this.after = after;
  }

  /** Follows the room's events while the session is not in it: there it receives them anyway. */
  updateFollowing(): void {
    const { following, counting, name } = this.room;
    const follows = !this.ended && !this.watcher.isInRoom(name);
    if (follows) following.add(this);
    else following.delete(this);
    if (follows && this.#counter?.saturated !== true) counting.add(this);
    else counting.delete(this);
  }

  /** Drops a count that is no longer right. */
  invalidate(): void {
    this.#counter = undefined;
    this.updateFollowing();
  }

  /** Starts from the store's count for this person, and the events after it. */
  setCount(personId: string | null, count: UnreadCount, since: readonly Event[]): void {
    this.#counter = new UnreadCounter(this.after, personId, count);
    for (const event of since) if (event.type !== 'reacted' && event.type !== 'unreacted') this.#counter.apply(event);
    this.updateFollowing();
  }

  /** Applies the room's next event. */
  apply(event: Posted | Edited | Deleted): void {
    if (this.#counter === undefined) return;
    this.#counter.apply(event);
    if (this.#counter.saturated) this.room.counting.delete(this);
  }

  /** The store must count again. */
  get needsRecount(): boolean {
    return this.#counter?.valid === false;
  }

  /** There is a count to send: it is valid, differs from the last one, and the session is not in the room. */
  get changed(): boolean {
    if (this.#counter?.valid !== true || !this.room.following.has(this)) return false;
    const { messages, mentions } = this.#counter.count;
    return messages !== this.#sent?.messages || mentions !== this.#sent.mentions;
  }

  /** The count to send now, which is remembered as sent. */
  takeCount(): UnreadRoom {
    const { head, messages, mentions } = this.#counter?.count ?? { head: 0, messages: 0, mentions: 0 };
    this.#sent = { room: this.room.name, head: Math.max(head, this.room.head ?? 0), messages, mentions };
    return this.#sent;
  }
}
