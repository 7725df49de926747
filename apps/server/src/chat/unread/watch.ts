import type { Deleted, Edited, Event, Posted } from '@hubbub/protocol/events';
import type { UnreadRoom } from '@hubbub/protocol/lines';
import type { UnreadCount } from '../ports.ts';
import { UnreadCounter } from './counter.ts';
import type { UnreadSubscription } from './subscription.ts';

/** A room that somebody watches. */
export interface WatchedRoom {
  readonly name: string;
  /** Its newest event, once that is known. */
  head: number | undefined;
  /** The first question about it, until its head is known. */
  first: Promise<unknown> | undefined;
  /** How many watch it, in the room or not. */
  uses: number;
  /** Those that hear what happens there. */
  readonly hearing: Set<Watch>;
  /** Those of them for whom one more post may change what they are told. */
  readonly counting: Set<Watch>;
}

/** What one session wants to know about one room. */
export class Watch {
  readonly watcher: UnreadSubscription;
  readonly room: WatchedRoom;
  readonly after: number;
  over = false;
  #tally: UnreadCounter | undefined;
  #told: UnreadRoom | undefined;

  constructor(watcher: UnreadSubscription, room: WatchedRoom, after: number) {
    this.watcher = watcher;
    this.room = room;
    this.after = after;
  }

  /** Who counts; null for somebody without a name. */
  get me(): string | null {
    return this.watcher.session.person?.id ?? null;
  }

  /** It hears of the room while its session is not in it: else it sees everything anyway. */
  follow(): void {
    const { hearing, counting, name } = this.room;
    const apart = !this.over && !this.watcher.session.subscriptions.has(name);
    if (apart) hearing.add(this);
    else hearing.delete(this);
    if (apart && this.#tally?.far !== true) counting.add(this);
    else counting.delete(this);
  }

  /** What was known is not so any more. */
  forget(): void {
    this.#tally = undefined;
    this.follow();
  }

  counted(me: string | null, count: UnreadCount, since: readonly Event[]): void {
    this.#tally = new UnreadCounter({ after: this.after, me }, count);
    for (const event of since) this.#hear(event);
    this.follow();
  }

  /** Something happened in the room. */
  heard(event: Posted | Edited | Deleted): void {
    if (this.#tally === undefined) return;
    this.#hear(event);
    if (this.#tally.far) this.room.counting.delete(this);
  }

  /** Only the store can say now. */
  get unsure(): boolean {
    return this.#tally?.sure === false;
  }

  /** There is something to be told: it is known, it is not what was told last, and the session does not see it itself. */
  get fresh(): boolean {
    if (this.#tally?.sure !== true || !this.room.hearing.has(this)) return false;
    const { messages, mentions } = this.#tally.count;
    return messages !== this.#told?.messages || mentions !== this.#told.mentions;
  }

  /** What is told now. */
  tell(): UnreadRoom {
    const { head, messages, mentions } = this.#tally?.count ?? { head: 0, messages: 0, mentions: 0 };
    this.#told = { room: this.room.name, head: Math.max(head, this.room.head ?? 0), messages, mentions };
    return this.#told;
  }

  #hear(event: Event): void {
    if (event.type !== 'reacted' && event.type !== 'unreacted') this.#tally?.heard(event);
  }
}
