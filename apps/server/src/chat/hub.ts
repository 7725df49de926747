import { setTimeout as delay } from 'node:timers/promises';
import type { Event } from '@hubbub/protocol/events';
import { Backlog } from './delivery/backlog.ts';
import { ConnectionWriter, type Connection, type Dialect } from './delivery/connection-writer.ts';
import type { ChatLimits } from './limits.ts';
import type { ChatMetrics } from './meter.ts';
import { Names } from './people/names.ts';
import type { Store } from './ports.ts';
import { EventCache } from './log/event-cache.ts';
import { Renames } from './people/rename.ts';
import { Room } from './room.ts';
import { FlushScheduler } from './delivery/flush-scheduler.ts';
import { Session } from './session.ts';
import { UnreadTracker } from './unread/tracker.ts';
import { SessionsByPerson } from './people/sessions-by-person.ts';

/** Heartbeats go to so many sessions at once, then rest for so many ms: to thousands they would hold up all else. */
const TOGETHER = 100;
const PAUSE = 10;

export interface HubOptions {
  store: Store;
  limits: ChatLimits;
  metrics: ChatMetrics;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Something went wrong that no client caused. */
  report: (error: unknown) => void;
}

/** How the hub is at this moment. */
export interface HubStats {
  /** Open ones, by the name of their dialect. */
  connections: ReadonlyMap<string, number>;
  rooms: number;
  /** Places in rooms whose session takes too little. */
  lagging: number;
  /** Bytes that wait in all connections. */
  bufferedBytes: number;
}

/** The hub: every session, and every room that somebody is in. */
export class Hub {
  readonly store: Store;
  readonly limits: ChatLimits;
  readonly names: Names;
  readonly metrics: ChatMetrics;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly sessionsByPerson = new SessionsByPerson();
  readonly renames: Renames;
  readonly unread: UnreadTracker;
  readonly #sessions = new Set<Session>();
  readonly #rooms = new Map<string, { opened: Promise<Room>; room: Room | undefined; uses: number }>();
  readonly #backlog: Backlog;
  readonly #turns = new FlushScheduler();
  readonly #heartbeat: NodeJS.Timeout;
  #stopping = false;

  constructor(options: HubOptions) {
    this.store = options.store;
    this.limits = options.limits;
    this.metrics = options.metrics;
    this.now = options.now;
    this.report = options.report;
    this.#backlog = new Backlog(options.limits.maxTotalBufferedBytes);
    const { store, now, report } = options;
    this.names = new Names(store);
    this.renames = new Renames({ names: this.names, windows: this.sessionsByPerson, now, report });
    const recent = (room: string, after: number) => this.#rooms.get(room)?.room?.recent(after);
    this.unread = new UnreadTracker({ store, recent, report });
    this.#heartbeat = setInterval(() => void this.#beat(), options.limits.heartbeatMs).unref();
  }

  get connections(): number {
    return this.#sessions.size;
  }

  /** Looks at every session: for who asks now and then. */
  stats(): HubStats {
    const connections = new Map<string, number>();
    let lagging = 0;
    let queued = 0;
    for (const { writer, subscriptions } of this.#sessions) {
      connections.set(writer.dialect.name, (connections.get(writer.dialect.name) ?? 0) + 1);
      queued += writer.bufferedBytes;
      if (writer.lagging) lagging += subscriptions.size;
    }
    return { connections, rooms: this.#rooms.size, lagging, bufferedBytes: queued };
  }

  /** No more is accepted; what was accepted is still committed. */
  get stopping(): boolean {
    return this.#stopping;
  }

  connect(connection: Connection, dialect: Dialect): Session {
    const session = new Session(this, new ConnectionWriter(connection, dialect, this.limits, this.#backlog));
    this.#sessions.add(session);
    const { heartbeatMs: heartbeat, maxTextBytes: maxText } = this.limits;
    session.tell({ type: 'welcome', epoch: this.store.epoch, heartbeat, maxText });
    return session;
  }

  forget(session: Session): void {
    this.#sessions.delete(session);
  }

  /**
   * The room of this (clean) name, for as long as the caller is in it: each `open` is ended by one `close`.
   * There is never a second Room of one name, or the members of one would not hear the other's. Opened by somebody who
   * goes on from an earlier visit, it begins with its newest events: after a restart everybody does so at once, and
   * the store is read once.
   */
  async open(name: string, goingOn = false): Promise<Room> {
    let entry = this.#rooms.get(name);
    if (entry === undefined) {
      const { store, metrics } = this;
      const turns = this.#turns;
      const heard = (event: Event) => this.unread.heard(event);
      const { events, characters } = goingOn ? EventCache.most : { events: 0, characters: 0 };
      const opened = store
        .newest(name, events, characters)
        .then((newest) => new Room(name, newest, { store, turns, meter: metrics, heard }));
      entry = { opened, room: undefined, uses: 0 };
      this.#rooms.set(name, entry);
    }
    entry.uses++;
    try {
      return (entry.room = await entry.opened);
    } catch (error) {
      this.close(name);
      throw error;
    }
  }

  /** Forgets a room that nobody is in any more. Its log stays in the store. */
  close(name: string): void {
    const entry = this.#rooms.get(name);
    if (entry !== undefined && --entry.uses === 0) this.#rooms.delete(name);
  }

  /** The rooms that somebody is in. */
  *rooms(): Generator<Room> {
    for (const { room } of this.#rooms.values()) if (room !== undefined) yield room;
  }

  /**
   * Reads nothing more, lets what was read be done, committed and acknowledged (within `patience` ms), and closes every
   * connection so that its client comes back by itself.
   */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#heartbeat);
    for (const session of this.#sessions) session.writer.stopReading();
    const end = performance.now() + patience;
    while (!this.#idle && performance.now() < end) await delay(5);
    for (const session of this.#sessions) session.writer.close('restarting');
  }

  /** All that was read is done, and told to everybody. */
  get #idle(): boolean {
    return [...this.#sessions].every(({ idle }) => idle) && [...this.rooms()].every(({ told }) => told);
  }

  async #beat(): Promise<void> {
    let served = 0;
    for (const session of this.#sessions) {
      session.heartbeat();
      if (++served % TOGETHER === 0) await delay(PAUSE, undefined, { ref: false });
    }
  }
}
