import { setTimeout as delay } from 'node:timers/promises';
import type { Event } from '@hubbub/protocol/events';
import { Backlog } from './delivery/backlog.ts';
import { Outbox, type Connection, type Dialect } from './delivery/connection-writer.ts';
import type { ChatLimits } from './limits.ts';
import type { Meter } from './meter.ts';
import { Names } from './people/names.ts';
import type { Store } from './ports.ts';
import { Recent } from './log/event-cache.ts';
import { Renamings } from './people/rename.ts';
import { Room } from './room.ts';
import { Turns } from './delivery/flush-scheduler.ts';
import { Session } from './session.ts';
import { Watching } from './unread/tracker.ts';
import { Windows } from './people/sessions-by-person.ts';

/** Heartbeats go to so many sessions at once, then rest for so many ms: to thousands they would hold up all else. */
const TOGETHER = 100;
const PAUSE = 10;

export interface ChatOptions {
  store: Store;
  limits: ChatLimits;
  meter: Meter;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Something went wrong that no client caused. */
  report: (error: unknown) => void;
}

/** How the hub is at this moment. */
export interface Load {
  /** Open ones, by the name of their dialect. */
  connections: ReadonlyMap<string, number>;
  rooms: number;
  /** Places in rooms whose session takes too little. */
  lagging: number;
  /** Bytes that wait in all connections. */
  queued: number;
}

/** The hub: every session, and every room that somebody is in. */
export class Chat {
  readonly store: Store;
  readonly limits: ChatLimits;
  readonly names: Names;
  readonly meter: Meter;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly windows = new Windows();
  readonly renamings: Renamings;
  readonly watching: Watching;
  readonly #sessions = new Set<Session>();
  readonly #rooms = new Map<string, { opened: Promise<Room>; room: Room | undefined; uses: number }>();
  readonly #backlog: Backlog;
  readonly #turns = new Turns();
  readonly #heartbeat: NodeJS.Timeout;
  #stopping = false;

  constructor(options: ChatOptions) {
    this.store = options.store;
    this.limits = options.limits;
    this.meter = options.meter;
    this.now = options.now;
    this.report = options.report;
    this.#backlog = new Backlog(options.limits.maxBacklog);
    const { store, now, report } = options;
    this.names = new Names(store);
    this.renamings = new Renamings({ names: this.names, windows: this.windows, now, report });
    const recent = (room: string, after: number) => this.#rooms.get(room)?.room?.recent(after);
    this.watching = new Watching({ store, recent, report });
    this.#heartbeat = setInterval(() => void this.#beat(), options.limits.heartbeat).unref();
  }

  get connections(): number {
    return this.#sessions.size;
  }

  /** Looks at every session: for who asks now and then. */
  load(): Load {
    const connections = new Map<string, number>();
    let lagging = 0;
    let queued = 0;
    for (const { outbox, members } of this.#sessions) {
      connections.set(outbox.dialect.name, (connections.get(outbox.dialect.name) ?? 0) + 1);
      queued += outbox.waiting;
      if (outbox.behind) lagging += members.size;
    }
    return { connections, rooms: this.#rooms.size, lagging, queued };
  }

  /** No more is accepted; what was accepted is still committed. */
  get stopping(): boolean {
    return this.#stopping;
  }

  connect(connection: Connection, dialect: Dialect): Session {
    const session = new Session(this, new Outbox(connection, dialect, this.limits, this.#backlog));
    this.#sessions.add(session);
    const { heartbeat, maxText } = this.limits;
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
      const { store, meter } = this;
      const turns = this.#turns;
      const heard = (event: Event) => this.watching.heard(event);
      const { events, characters } = goingOn ? Recent.most : { events: 0, characters: 0 };
      const opened = store
        .newest(name, events, characters)
        .then((newest) => new Room(name, newest, { store, turns, meter, heard }));
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
    for (const session of this.#sessions) session.outbox.stopReading();
    const end = performance.now() + patience;
    while (!this.#idle && performance.now() < end) await delay(5);
    for (const session of this.#sessions) session.outbox.close('restarting');
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
