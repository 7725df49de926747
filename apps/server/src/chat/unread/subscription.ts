import type { UnreadRoom } from '@hubbub/protocol/lines';
import type { Session } from '../session.ts';
import type { Flushable } from '../delivery/flush-scheduler.ts';
import type { Watch } from './watch.ts';
import type { UnreadTracker } from './tracker.ts';

/** Told at most so often, in ms. */
const EVERY = 1_000;

/** Questions to the store at once, for one session. */
const TOGETHER = 8;

/** What one session watches. */
export class UnreadSubscription implements Flushable {
  readonly session: Session;
  readonly #watching: UnreadTracker;
  #watches = new Map<string, Watch>();
  #planned = false;
  #toldAt = -Infinity;
  #over = false;

  constructor(session: Session, watching: UnreadTracker) {
    this.session = session;
    this.#watching = watching;
  }

  /** Watches these rooms from these numbers on, and nothing else any more; says how many are unread in all of them. */
  async watch(asked: ReadonlyMap<string, number>): Promise<void> {
    const watches = [...asked].map(([room, after]) => this.#watching.begin(this, room, after));
    try {
      for (let i = 0; i < watches.length; i += TOGETHER)
        await Promise.all(watches.slice(i, i + TOGETHER).map((watch) => this.#watching.ask(watch)));
    } catch (error) {
      for (const watch of watches) this.#watching.end(watch);
      throw error;
    }
    for (const watch of this.#watches.values()) this.#watching.end(watch);
    this.#watches = new Map(watches.map((watch) => [watch.room.name, watch]));
    this.#tell(watches.map((watch) => watch.tell()));
  }

  /** The session entered a room, and sees for itself what happens there. */
  entered(room: string): void {
    this.#watches.get(room)?.follow();
  }

  /** It left a room, and nobody counted meanwhile. */
  left(room: string): void {
    const watch = this.#watches.get(room);
    if (watch === undefined) return;
    watch.follow();
    this.#watching.askAgain(watch);
  }

  /** The session is somebody now. */
  named(): void {
    for (const watch of this.#watches.values()) this.#watching.askAgain(watch);
  }

  /** There may be news. Told soon, unless something was told just now; or when nothing waits for this client any more. */
  plan(): void {
    if (this.#planned || this.#over || this.session.writer.lagging) return;
    this.#planned = true;
    const wait = Math.max(0, Math.ceil(this.#toldAt + EVERY - performance.now()));
    setTimeout(() => this.#watching.turns.take(this), wait).unref();
  }

  flush(): void {
    this.#planned = false;
    if (this.#over || this.session.writer.lagging) return;
    const fresh = [...this.#watches.values()].filter((watch) => watch.fresh);
    if (fresh.length > 0) this.#tell(fresh.map((watch) => watch.tell()));
  }

  end(): void {
    this.#over = true;
    for (const watch of this.#watches.values()) this.#watching.end(watch);
  }

  #tell(rooms: UnreadRoom[]): void {
    this.#toldAt = performance.now();
    this.session.tell({ type: 'unread', rooms });
  }
}
