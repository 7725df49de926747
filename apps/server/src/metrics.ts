import type { Event } from '@hubbub/protocol/events';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HubStats } from './chat/hub.ts';
import type { ChatMetrics } from './chat/ports.ts';

/** The event loop is looked at every so many ms: often enough to see what people would feel, and hardly any work. */
const LOOK = 20;

const seconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];

/** What Prometheus is told. Numbers only: no room's name, nobody's name, no text. */
export class Metrics implements ChatMetrics {
  readonly #registry = new Registry();
  readonly #events = this.#counter('events_total', 'Events committed, by type.', ['type']);
  readonly #deliveries = this.#counter('deliveries_total', 'Events written to members, each once for each member.');
  readonly #reads = this.#counter('store_reads_total', 'Questions to the store, by kind.', ['kind']);
  readonly #batch = this.#histogram(
    'commit_batch_changes',
    'Changes in one commit.',
    [1, 2, 5, 10, 20, 50, 100, 1_000],
  );
  readonly #commit = this.#histogram(
    'commit_seconds',
    'From handing a batch to the store until it is on disk.',
    seconds,
  );
  readonly #window = this.#histogram(
    'flush_window_seconds',
    'How long the first line of a flush waited for others.',
    seconds,
  );

  readonly #connections = this.#gauge('connections', 'Open connections, by dialect.', ['dialect']);
  readonly #rooms = this.#gauge('rooms', 'Rooms that somebody is in.');
  readonly #lagging = this.#gauge('lagging_members', 'Members that take too little, and read on from the store later.');
  readonly #queued = this.#gauge('queued_bytes', 'Bytes written and not yet taken, of all connections.');

  constructor() {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LOOK });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text({ connections, rooms, lagging, bufferedBytes }: HubStats): Promise<string> {
    this.#connections.reset();
    for (const [dialect, count] of connections) this.#connections.set({ dialect }, count);
    this.#rooms.set(rooms);
    this.#lagging.set(lagging);
    this.#queued.set(bufferedBytes);
    return this.#registry.metrics();
  }

  accepted(type: Event['type']): void {
    this.#events.inc({ type });
  }

  flushed(waited: number): void {
    this.#window.observe(waited / 1_000);
  }

  delivered(events: number): void {
    this.#deliveries.inc(events);
  }

  committed(changes: number, took: number): void {
    this.#batch.observe(changes);
    this.#commit.observe(took / 1_000);
  }

  read(what: string): void {
    this.#reads.inc({ kind: what });
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
