import { setTimeout as delay } from 'node:timers/promises';
import type { CloseName } from '@hubbub/protocol/closes';
import type { Event } from '@hubbub/protocol/events';
import { CommandQueue } from './command-queue.ts';
import { dispatch } from './commands/index.ts';
import { BufferBudget, ConnectionWriter } from './delivery/connection-writer.ts';
import { Limiter } from './limiter/limiter.ts';
import type { ChatLimits } from './limits.ts';
import { EventCache } from './log/event-cache.ts';
import { NewestPages } from './log/newest-pages.ts';
import { ConnectedPeople } from './people/connected-people.ts';
import { Names } from './people/names.ts';
import type { ChatMetrics, Connection, Dialect, Store } from './ports.ts';
import { Room } from './room.ts';
import { Scheduler } from './scheduler.ts';
import { Session, type SessionHost } from './session.ts';
import { UnreadTracker } from './unread/tracker.ts';

/** Heartbeats are sent in batches with a pause in between, because thousands at once would block everything else. */
const HEARTBEAT_BATCH_COUNT = 100;
const HEARTBEAT_PAUSE_MS = 10;

/** How often `stop` checks whether everything is done. */
const STOP_POLL_MS = 5;

export interface HubOptions extends Pick<SessionHost, 'store' | 'limits' | 'now' | 'report'> {
  metrics: ChatMetrics;
}

export interface HubStats {
  /** Open connections, by the name of their dialect. */
  connections: ReadonlyMap<string, number>;
  rooms: number;
  /** Rooms in which somebody's unread messages are counted. */
  watchedRooms: number;
  /** Subscriptions whose session is lagging. */
  lagging: number;
  /** Bytes buffered in all connections. */
  bufferedBytes: number;
}

interface OpenRoom {
  opening: Promise<Room>;
  room: Room | undefined;
  uses: number;
}

/** All sessions, and all rooms that somebody is in. */
export class Hub implements SessionHost {
  readonly store: Store;
  readonly limits: ChatLimits;
  readonly metrics: ChatMetrics;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly names: Names;
  readonly people: ConnectedPeople;
  readonly unread: UnreadTracker;
  readonly newestPages: NewestPages;
  readonly dispatch = dispatch;
  readonly #sessions = new Set<Session>();
  readonly #rooms = new Map<string, OpenRoom>();
  readonly bufferBudget: BufferBudget;
  readonly commands = new CommandQueue();
  readonly limiter: Limiter;
  readonly #flushScheduler = new Scheduler();
  readonly #heartbeat: NodeJS.Timeout;
  #stopping = false;

  constructor({ store, limits, metrics, now, report }: HubOptions) {
    this.store = store;
    this.limits = limits;
    this.metrics = metrics;
    this.now = now;
    this.report = report;
    this.limiter = new Limiter(limits.rateFactor, (action) => metrics.limited(action));
    this.names = new Names(store);
    this.people = new ConnectedPeople({ names: this.names, store, quarantineMs: limits.nameQuarantineMs, now });
    const cachedEvents = (room: string, after: number) => this.#rooms.get(room)?.room?.cachedEvents(after);
    this.unread = new UnreadTracker({ store, cachedEvents, report });
    this.newestPages = new NewestPages(store);
    this.bufferBudget = new BufferBudget(limits.maxTotalBufferedBytes);
    this.#heartbeat = setInterval(() => void this.#sendHeartbeats(), limits.heartbeatMs).unref();
  }

  /** The current state. Visits every session, so it must not be called often. */
  stats(): HubStats {
    const connections = new Map<string, number>();
    let lagging = 0;
    let bufferedBytes = 0;
    for (const { writer, subscriptions } of this.#sessions) {
      connections.set(writer.dialect.name, (connections.get(writer.dialect.name) ?? 0) + 1);
      bufferedBytes += writer.bufferedBytes;
      if (writer.lagging) lagging += subscriptions.size;
    }
    return { connections, rooms: this.#rooms.size, watchedRooms: this.unread.roomCount, lagging, bufferedBytes };
  }

  /** No command is accepted any more; those that were accepted still take effect. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** `network` is the part of the client's address that counts as one client (see `networkOf`). */
  connect(connection: Connection, dialect: Dialect, network: string): Session {
    const writer = new ConnectionWriter(connection, dialect, this.limits, this.bufferBudget);
    const session = new Session(this, writer, network);
    this.#sessions.add(session);
    const { heartbeatMs: heartbeat, maxTextBytes: maxText } = this.limits;
    session.send({ type: 'welcome', epoch: this.store.epoch, heartbeat, maxText });
    return session;
  }

  /** Why a connection from this network is refused; undefined, and paid for, when it is not. */
  refusesConnection(network: string): CloseName | undefined {
    if (this.limiter.hasTooManyConnections(network)) return 'too_many_connections';
    return this.limiter.payByAddress('connect', network) > 0 ? 'too_many_attempts' : undefined;
  }

  remove(session: Session): void {
    this.#sessions.delete(session);
  }

  /**
   * The room with this clean name. Each call must be paired with one `closeRoom`. There is at most one Room per name,
   * or its members would not receive each other's messages. When it is opened for a resume, its newest events are
   * loaded with it: after a restart everybody resumes at once, and the store is read once.
   */
  async openRoom(name: string, resuming = false): Promise<Room> {
    let entry = this.#rooms.get(name);
    if (entry === undefined) {
      entry = { opening: this.#loadRoom(name, resuming), room: undefined, uses: 0 };
      this.#rooms.set(name, entry);
    }
    entry.uses++;
    try {
      return (entry.room = await entry.opening);
    } catch (error) {
      this.closeRoom(name);
      throw error;
    }
  }

  /** Ends one use of the room. An unused room is forgotten; its log stays in the store. */
  closeRoom(name: string): void {
    const entry = this.#rooms.get(name);
    if (entry !== undefined && --entry.uses === 0) this.#rooms.delete(name);
  }

  *rooms(): Generator<Room> {
    for (const { room } of this.#rooms.values()) if (room !== undefined) yield room;
  }

  /**
   * Stops reading, waits up to `timeoutMs` until what was received is done, committed and written, and closes every
   * connection so that its client reconnects.
   */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#heartbeat);
    for (const session of this.#sessions) session.writer.stopReading();
    const end = performance.now() + timeoutMs;
    while (!this.#idle && performance.now() < end) await delay(STOP_POLL_MS);
    for (const session of this.#sessions) session.writer.close('restarting');
  }

  get #idle(): boolean {
    return [...this.#sessions].every(({ idle }) => idle) && [...this.rooms()].every(({ flushed }) => flushed);
  }

  async #loadRoom(name: string, resuming: boolean): Promise<Room> {
    const { store, metrics, report } = this;
    const { events, characters } = resuming ? EventCache.initialLoad : { events: 0, characters: 0 };
    const newest = await store.newest(name, events, characters);
    const scheduler = this.#flushScheduler;
    const budget = this.limiter.newBucket('room');
    const onEvent = (event: Event): void => {
      this.newestPages.forget(event.room);
      this.unread.apply(event);
    };
    return new Room(name, newest, { store, scheduler, metrics, budget, onEvent, report });
  }

  async #sendHeartbeats(): Promise<void> {
    let sent = 0;
    for (const session of this.#sessions) {
      session.sendHeartbeat();
      if (++sent % HEARTBEAT_BATCH_COUNT === 0) await delay(HEARTBEAT_PAUSE_MS, undefined, { ref: false });
    }
  }
}
