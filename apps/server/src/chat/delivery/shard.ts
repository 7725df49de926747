import type { Event } from '@hubbub/protocol/events';
import type { People, TypingPeople } from '@hubbub/protocol/lines';
import { takeWithinBytes } from '../log/size-limit.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ChatMetrics, Dialect, Packet } from '../ports.ts';
import type { ConnectionWriter } from './connection-writer.ts';
import type { FlushPolicy } from './flush-policy.ts';

/** Text in one flush. It bounds how far a single write can take a connection over its buffer limit. */
const MAX_FLUSH_BYTES = 64 * 1024;

/** A line for everybody in a room: an event of its log, or one of the lines that are not stored. */
export type RoomLine = Event | People | TypingPeople;

/** A subscription, as its shard sees it. */
export interface Recipient {
  readonly writer: ConnectionWriter;
  /** Everything up to `cursor` was written. From now on the recipient reads the log. */
  fellBehind(cursor: number): void;
  /** Reads the log up to `published`, and then calls `goLive`. */
  catchUp(): Promise<void>;
}

export interface ShardOptions {
  policy: FlushPolicy;
  scheduler: Scheduler;
  metrics: ChatMetrics;
}

/**
 * Some of a room's subscriptions, which are written to in one flush. Lines gather (see `FlushPolicy`), are encoded once
 * per dialect, and are written once to each live recipient.
 */
export class Shard {
  /** These have everything up to `published`. */
  readonly #live = new Set<Recipient>();
  /** These read the log first. */
  readonly #catchingUp = new Set<Recipient>();
  readonly #policy: FlushPolicy;
  readonly #scheduler: Scheduler;
  readonly #metrics: ChatMetrics;
  #pending: RoomLine[] = [];
  /** When the first pending line arrived. */
  #pendingSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #scheduled = false;
  #published: number;

  constructor(head: number, { policy, scheduler, metrics }: ShardOptions) {
    this.#published = head;
    this.#policy = policy;
    this.#scheduler = scheduler;
    this.#metrics = metrics;
  }

  /** Every event up to this `seq` was written to all live recipients. */
  get published(): number {
    return this.#published;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /** Recipients, live or not. */
  get size(): number {
    return this.#live.size + this.#catchingUp.size;
  }

  /** No line is pending. */
  get flushed(): boolean {
    return this.#pending.length === 0;
  }

  /** Adds a recipient that is not live yet. It catches up whenever something new was published. */
  add(recipient: Recipient): void {
    this.#catchingUp.add(recipient);
  }

  /** This recipient has everything up to `published`, and gets what follows from here. */
  goLive(recipient: Recipient): void {
    this.#catchingUp.delete(recipient);
    this.#live.add(recipient);
  }

  remove(recipient: Recipient): void {
    this.#catchingUp.delete(recipient);
    this.#live.delete(recipient);
  }

  /** Adds a line to the next flush, and decides when that is. */
  enqueue(line: RoomLine, now: number): void {
    if (this.#pending.push(line) === 1) this.#pendingSince = now;
    this.#planFlush(now);
  }

  /** The hot path: the body of the loop runs once per delivery. */
  readonly #flush = (): void => {
    this.#scheduled = false;
    const lines = takeWithinBytes(this.#pending, MAX_FLUSH_BYTES);
    this.#pending = this.#pending.slice(lines.length);
    const packets = new Map<Dialect, Packet | undefined>();
    const startedAt = performance.now();
    let dialect: Dialect | undefined;
    let packet: Packet | undefined;
    let written = 0;
    for (const recipient of this.#live) {
      const { writer } = recipient;
      if (writer.dialect !== dialect) {
        dialect = writer.dialect;
        if (!packets.has(dialect)) packets.set(dialect, dialect.pack(lines));
        packet = packets.get(dialect);
      }
      if (packet === undefined) continue;
      if (writer.offer(packet)) written++;
      else this.#leaveBehind(recipient);
    }
    const now = performance.now();
    this.#policy.recordFlush(written, now - startedAt);
    this.#metrics.flushed(startedAt - this.#pendingSince);
    this.#publish(lines, written);
    // The remaining lines have waited as long as these, so they are due now.
    if (this.#pending.length > 0) this.#planFlush(now);
  };

  #planFlush(now: number): void {
    if (this.#scheduled) return;
    const wait = Math.round(this.#pendingSince + this.#policy.maxWaitMs(this.#pending.length) - now);
    if (wait <= 0) this.#scheduleFlush();
    else this.#timer ??= setTimeout(() => this.#scheduleFlush(), wait);
  }

  #scheduleFlush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#scheduled = true;
    this.#scheduler.schedule(this.#flush);
  }

  #leaveBehind(recipient: Recipient): void {
    this.#live.delete(recipient);
    recipient.fellBehind(this.#published);
    this.#catchingUp.add(recipient);
  }

  #publish(lines: readonly RoomLine[], written: number): void {
    const events = lines.filter((line) => 'seq' in line);
    this.#published = events.at(-1)?.seq ?? this.#published;
    this.#metrics.delivered(events.length * written);
    for (const recipient of this.#catchingUp) if (!recipient.writer.lagging) void recipient.catchUp();
  }
}
