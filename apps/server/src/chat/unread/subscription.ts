import type { UnreadRoom } from '@hubbub/protocol/lines';
import type { Occupant } from '../people/occupant.ts';
import type { UnreadTracker } from './tracker.ts';
import type { Watch, Watcher } from './watch.ts';

/** The time between two `unread` lines to one session. */
const MIN_INTERVAL_MS = 1_000;

/** Concurrent counts in the store for one session. */
const MAX_CONCURRENT_COUNTS = 8;

/** The session that receives the counts. */
export interface UnreadSession extends Occupant {
  readonly subscriptions: ReadonlyMap<string, unknown>;
  readonly writer: { readonly lagging: boolean };
}

/** The rooms that one session watches. */
export class UnreadSubscription implements Watcher {
  readonly #session: UnreadSession;
  readonly #tracker: UnreadTracker;
  #watches = new Map<string, Watch>();
  #scheduled = false;
  #sentAt = -Infinity;
  #ended = false;
  /** The rooms of the newest call that is not under way yet. */
  #wanted: ReadonlyMap<string, number> | undefined;
  #isCounting = false;

  constructor(session: UnreadSession, tracker: UnreadTracker) {
    this.#session = session;
    this.#tracker = tracker;
  }

  get personId(): string | null {
    return this.#session.participant?.id ?? null;
  }

  isInRoom(room: string): boolean {
    return this.#session.subscriptions.has(room);
  }

  /**
   * Watches exactly these rooms, each from its `seq` on, and sends the counts of all of them. While rooms are counted
   * for one call, only the newest of the calls made meanwhile is kept: the others would be replaced at once.
   */
  async watch(rooms: ReadonlyMap<string, number>): Promise<void> {
    this.#wanted = rooms;
    if (this.#isCounting) return;
    this.#isCounting = true;
    try {
      while (this.#wanted !== undefined && !this.#ended) {
        const next = this.#wanted;
        this.#wanted = undefined;
        await this.#replace(next);
      }
    } finally {
      this.#isCounting = false;
    }
  }

  async #replace(rooms: ReadonlyMap<string, number>): Promise<void> {
    const watches = [...rooms].map(([room, after]) => this.#tracker.add(this, room, after));
    const unwanted = (): boolean => this.#ended || this.#wanted !== undefined;
    try {
      for (let i = 0; i < watches.length && !unwanted(); i += MAX_CONCURRENT_COUNTS)
        await Promise.all(watches.slice(i, i + MAX_CONCURRENT_COUNTS).map((watch) => this.#tracker.count(watch)));
    } catch (error) {
      for (const watch of watches) this.#tracker.remove(watch);
      throw error;
    }
    const dropped = unwanted() ? watches : [...this.#watches.values()];
    for (const watch of dropped) this.#tracker.remove(watch);
    if (dropped === watches) return;
    this.#watches = new Map(watches.map((watch) => [watch.room.name, watch]));
    this.#send(watches.map((watch) => watch.takeCount()));
  }

  /** The session joined a room, and receives its events from now on. */
  joined(room: string): void {
    this.#watches.get(room)?.updateFollowing();
  }

  /** The session left a room, whose events were not counted meanwhile. */
  left(room: string): void {
    const watch = this.#watches.get(room);
    if (watch === undefined) return;
    watch.updateFollowing();
    this.#tracker.scheduleRecount(watch);
  }

  /** The session has a person now, who may have been mentioned. */
  signedIn(): void {
    for (const watch of this.#watches.values()) this.#tracker.scheduleRecount(watch);
  }

  /** A lagging session gets nothing now: it calls this again after the drain. */
  scheduleFlush(): void {
    if (this.#scheduled || this.#ended || this.#session.writer.lagging) return;
    this.#scheduled = true;
    const wait = Math.max(0, Math.ceil(this.#sentAt + MIN_INTERVAL_MS - performance.now()));
    setTimeout(() => this.#tracker.scheduler.schedule(this.#flush), wait).unref();
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    if (this.#ended || this.#session.writer.lagging) return;
    const changed = [...this.#watches.values()].filter((watch) => watch.changed);
    if (changed.length > 0) this.#send(changed.map((watch) => watch.takeCount()));
  };

  end(): void {
    this.#ended = true;
    for (const watch of this.#watches.values()) this.#tracker.remove(watch);
  }

  #send(rooms: UnreadRoom[]): void {
    this.#sentAt = performance.now();
    this.#session.send({ type: 'unread', rooms });
  }
}
