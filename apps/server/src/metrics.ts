import type { Event } from '@hubbub/protocol/events';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HubStats } from './chat/hub.ts';
import type { ChatMetrics } from './chat/ports.ts';

/** Short enough to show delays that people notice, and cheap. */
const EVENT_LOOP_SAMPLING_MS = 20;

const LATENCY_BUCKETS_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];

/** The metrics for Prometheus. Labels never contain text, or the name of a room or a person. */
export class Metrics implements ChatMetrics {
  readonly #registry = new Registry();
  readonly #events = this.#counter('events_total', 'Events committed, by type.', ['type']);
  readonly #deliveries = this.#counter(
    'deliveries_total',
    'Events written to subscriptions; an event counts once per subscription.',
  );
  readonly #reads = this.#counter('store_reads_total', 'Reads from the store, by kind.', ['kind']);
  readonly #batchSize = this.#histogram(
    'commit_batch_changes',
    'Changes per commit.',
    [1, 2, 5, 10, 20, 50, 100, 1_000],
  );
  readonly #commitSeconds = this.#histogram(
    'commit_seconds',
    'Seconds from handing a batch to the store thread until it is on disk.',
    LATENCY_BUCKETS_SECONDS,
  );
  readonly #flushWaitSeconds = this.#histogram(
    'flush_window_seconds',
    'Seconds that the first line of a flush waited for more lines.',
    LATENCY_BUCKETS_SECONDS,
  );

  readonly #limited = this.#counter('limited_total', 'Actions refused or delayed by a limit, by action.', ['action']);
  readonly #lostLogLines = this.#counter('log_lines_lost_total', 'Lines that could not be written to the log.');

  readonly #connections = this.#gauge('connections', 'Open connections, by dialect.', ['dialect']);
  readonly #rooms = this.#gauge('rooms', 'Rooms with at least one subscription.');
  readonly #watchedRooms = this.#gauge('watched_rooms', 'Rooms in which unread messages are counted for a session.');
  readonly #lagging = this.#gauge(
    'lagging_members',
    'Subscriptions currently lagging; they resume from the store when their connection drains.',
  );
  readonly #bufferedBytes = this.#gauge('queued_bytes', 'Bytes buffered for all connections and not yet sent.');

  constructor() {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: EVENT_LOOP_SAMPLING_MS });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text({ connections, rooms, watchedRooms, lagging, bufferedBytes }: HubStats): Promise<string> {
    this.#connections.reset();
    for (const [dialect, count] of connections) this.#connections.set({ dialect }, count);
    this.#rooms.set(rooms);
    this.#watchedRooms.set(watchedRooms);
    this.#lagging.set(lagging);
    this.#bufferedBytes.set(bufferedBytes);
    return this.#registry.metrics();
  }

  accepted(type: Event['type']): void {
    this.#events.inc({ type });
  }

  flushed(waitedMs: number): void {
    this.#flushWaitSeconds.observe(waitedMs / 1_000);
  }

  delivered(events: number): void {
    this.#deliveries.inc(events);
  }

  committed(changes: number, tookMs: number): void {
    this.#batchSize.observe(changes);
    this.#commitSeconds.observe(tookMs / 1_000);
  }

  read(kind: string): void {
    this.#reads.inc({ kind });
  }

  limited(action: string): void {
    this.#limited.inc({ action });
  }

  logLineLost(): void {
    this.#lostLogLines.inc();
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    return new Counter({ name: `hubbub_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name: `hubbub_${name}`, help, buckets, registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> {
    return new Gauge({ name: `hubbub_${name}`, help, labelNames, registers: [this.#registry] });
  }
}
