import { isNotice, type Event } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import type { Store, UnreadCount } from '../ports.ts';
import { Scheduler } from '../scheduler.ts';
import { Watch, type WatchedRoom, type Watcher } from './watch.ts';

/** The store recounts at most this many watches per interval, for all sessions together. */
const RECOUNTS_PER_INTERVAL = 20;
const RECOUNT_INTERVAL_MS = 100;
/** The pause after a recount that failed. */
const RETRY_DELAY_MS = 5_000;

export interface UnreadTrackerOptions {
  store: Store;
  /** A room's events above a `seq` from memory, or undefined when not all of them are there. */
  cachedEvents: (room: string, after: number) => Event[] | undefined;
  report: (error: unknown) => void;
}

/**
 * The watched rooms of all sessions. The store counts once what is unread, and the events that pass here keep the
 * count current in memory.
 */
export class UnreadTracker {
  readonly scheduler = new Scheduler();
  readonly #options: UnreadTrackerOptions;
  readonly #rooms = new Map<string, WatchedRoom>();
  readonly #toRecount = new Set<Watch>();
  #recountTimer: NodeJS.Timeout | undefined;

  constructor(options: UnreadTrackerOptions) {
    this.#options = options;
  }

  get roomCount(): number {
    return this.#rooms.size;
  }

  add(watcher: Watcher, name: string, after: number): Watch {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      const [following, counting] = [new Set<Watch>(), new Set<Watch>()];
      room = { name, head: undefined, firstCount: undefined, watchCount: 0, following, counting };
      this.#rooms.set(name, room);
    }
    room.watchCount++;
    const watch = new Watch(watcher, room, after);
    watch.updateFollowing();
    return watch;
  }

  remove(watch: Watch): void {
    watch.ended = true;
    watch.updateFollowing();
    this.#toRecount.delete(watch);
    if (--watch.room.watchCount === 0) this.#rooms.delete(watch.room.name);
  }

  /** Called for every event of every room, so it must be quick. */
  apply(event: Event): void {
    const room = this.#rooms.get(event.room);
    if (room === undefined) return;
    room.head = event.seq;
    if (event.type === 'reacted' || event.type === 'unreacted') return;
    if (event.type === 'posted' && isNotice(event)) return;
    const onlyCounts = event.type === 'posted' && event.mentions === undefined;
    for (const watch of onlyCounts ? room.counting : room.following) {
      watch.apply(event);
      if (watch.needsRecount) this.scheduleRecount(watch);
      else if (watch.changed) watch.watcher.scheduleFlush();
    }
  }

  /** Counts in the store what is unread. Rejects when the store cannot be read. */
  async count(watch: Watch): Promise<void> {
    const { watcher, room } = watch;
    const { personId } = watcher;
    const count = await this.#countInStore(watch, personId);
    if (watch.ended) return;
    const since = (room.head ?? 0) > count.head ? this.#options.cachedEvents(room.name, count.head) : [];
    watch.setCount(personId, count, since ?? []);
    // Events were missed meanwhile, or the session signed in.
    if (since === undefined || watcher.personId !== personId) this.scheduleRecount(watch);
  }

  scheduleRecount(watch: Watch): void {
    if (watch.ended) return;
    watch.invalidate();
    this.#toRecount.add(watch);
    this.#planRecounts(RECOUNT_INTERVAL_MS);
  }

  /**
   * A session that has read everything needs no count once the head is known. Of many sessions that start at once with
   * a room, the first finds out the head and the others wait for it.
   */
  async #countInStore({ room, after }: Watch, personId: string | null): Promise<UnreadCount> {
    if (room.head === undefined && room.firstCount !== undefined) await room.firstCount;
    if (room.head !== undefined && after >= room.head) return { head: room.head, messages: 0, mentions: 0 };
    const counting = this.#options.store.unread(room.name, after, personId, MAX_UNREAD_COUNT);
    const settled = counting.catch(() => undefined);
    room.firstCount ??= settled;
    try {
      const count = await counting;
      room.head = Math.max(room.head ?? 0, count.head);
      return count;
    } finally {
      if (room.firstCount === settled) room.firstCount = undefined;
    }
  }

  #planRecounts(delayMs: number): void {
    if (this.#recountTimer !== undefined || this.#toRecount.size === 0) return;
    this.#recountTimer = setTimeout(() => void this.#recountSome(), delayMs).unref();
  }

  async #recountSome(): Promise<void> {
    const batch: Watch[] = [];
    for (const watch of this.#toRecount) {
      if (batch.push(watch) === RECOUNTS_PER_INTERVAL) break;
    }
    for (const watch of batch) this.#toRecount.delete(watch);
    const outcomes = await Promise.allSettled(batch.map((watch) => this.count(watch)));
    this.#recountTimer = undefined;
    for (const { watcher } of batch) watcher.scheduleFlush();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return this.#planRecounts(RECOUNT_INTERVAL_MS);
    this.#options.report(failed.reason);
    for (const [i, watch] of batch.entries())
      if (outcomes[i]!.status === 'rejected' && !watch.ended) this.#toRecount.add(watch);
    this.#planRecounts(RETRY_DELAY_MS);
  }
}
