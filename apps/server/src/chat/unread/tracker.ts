import { isNotice, type Event } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import type { Store, UnreadCount } from '../ports.ts';
import { FlushScheduler } from '../delivery/flush-scheduler.ts';
import { Watch, type WatchedRoom } from './watch.ts';
import type { UnreadSubscription } from './subscription.ts';

/** Where only the store can say, it is asked so often within so many ms, for all sessions together. */
const AGAIN = 20;
const EVERY = 100;
/** And after it could not say, only after so many. */
const REST = 5_000;

export interface UnreadTrackerOptions {
  store: Store;
  /** What a room has in memory above a `seq`, or undefined when that is not all. */
  recent: (room: string, after: number) => Event[] | undefined;
  report: (error: unknown) => void;
}

/**
 * Which rooms are watched by sessions that need not be in them. What is unread there is read from the store once, and
 * then counted up in memory: every event of this server's rooms passes here.
 */
export class UnreadTracker {
  readonly turns = new FlushScheduler();
  readonly #options: UnreadTrackerOptions;
  readonly #rooms = new Map<string, WatchedRoom>();
  readonly #unsure = new Set<Watch>();
  #asking: NodeJS.Timeout | undefined;

  constructor(options: UnreadTrackerOptions) {
    this.#options = options;
  }

  /** How many are watched. */
  get rooms(): number {
    return this.#rooms.size;
  }

  begin(watcher: UnreadSubscription, name: string, after: number): Watch {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = { name, head: undefined, first: undefined, uses: 0, hearing: new Set(), counting: new Set() };
      this.#rooms.set(name, room);
    }
    room.uses++;
    const watch = new Watch(watcher, room, after);
    watch.follow();
    return watch;
  }

  end(watch: Watch): void {
    watch.over = true;
    watch.follow();
    this.#unsure.delete(watch);
    if (--watch.room.uses === 0) this.#rooms.delete(watch.room.name);
  }

  /** What runs here runs for every event of every room. */
  heard(event: Event): void {
    const room = this.#rooms.get(event.room);
    if (room === undefined) return;
    room.head = event.seq;
    if (event.type === 'reacted' || event.type === 'unreacted') return;
    if (event.type === 'posted' && isNotice(event)) return;
    const few = event.type === 'posted' && event.mentions === undefined;
    for (const watch of few ? room.counting : room.hearing) {
      watch.heard(event);
      if (watch.unsure) this.askAgain(watch);
      else if (watch.fresh) watch.watcher.plan();
    }
  }

  /** Counts what is unread. Rejects where the store cannot say. */
  async ask(watch: Watch): Promise<void> {
    const { me, room } = watch;
    const count = await this.#count(watch, me);
    if (watch.over) return;
    const since = (room.head ?? 0) > count.head ? this.#options.recent(room.name, count.head) : [];
    watch.counted(me, count, since ?? []);
    // What was missed meanwhile is counted the next time; and so is what is for who it is now.
    if (since === undefined || watch.me !== me) this.askAgain(watch);
  }

  /** Soon, with others. */
  askAgain(watch: Watch): void {
    if (watch.over) return;
    watch.forget();
    this.#unsure.add(watch);
    this.#plan(EVERY);
  }

  /** Who has read everything costs no question, and of many who come at once only the first does. */
  async #count({ room, after }: Watch, me: string | null): Promise<UnreadCount> {
    if (room.head === undefined && room.first !== undefined) await room.first;
    if (room.head !== undefined && after >= room.head) return { head: room.head, messages: 0, mentions: 0 };
    const counting = this.#options.store.unread(room.name, after, me, MAX_UNREAD_COUNT);
    const quietly = counting.catch(() => undefined);
    room.first ??= quietly;
    try {
      const count = await counting;
      room.head = Math.max(room.head ?? 0, count.head);
      return count;
    } finally {
      if (room.first === quietly) room.first = undefined;
    }
  }

  #plan(wait: number): void {
    if (this.#asking !== undefined || this.#unsure.size === 0) return;
    this.#asking = setTimeout(() => void this.#askSome(), wait).unref();
  }

  async #askSome(): Promise<void> {
    const some: Watch[] = [];
    for (const watch of this.#unsure) {
      if (some.push(watch) === AGAIN) break;
    }
    for (const watch of some) this.#unsure.delete(watch);
    const asked = await Promise.allSettled(some.map((watch) => this.ask(watch)));
    this.#asking = undefined;
    for (const { watcher } of some) watcher.plan();
    const failed = asked.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return this.#plan(EVERY);
    this.#options.report(failed.reason);
    for (const [i, watch] of some.entries())
      if (asked[i]!.status === 'rejected' && !watch.over) this.#unsure.add(watch);
    this.#plan(REST);
  }
}
