import type { Contestant, ServerName } from '../servers/contestants.ts';
import { Crowd, type Outcome } from '../load/load-generator.ts';
import { within } from '../load/timeout.ts';
import { Running } from '../servers/server-process.ts';

export interface Shape {
  rooms: number;
  /** In each room. */
  members: number;
  /** In each room. */
  senders: number;
}

/** One measured span of one server. Times in ms, memory in bytes. */
export interface Span {
  server: ServerName;
  shape: Shape;
  /** Messages a second that were asked for, over all rooms. */
  rate: number;
  /** Messages a second that were really sent. */
  sentRate: number;
  complete: boolean;
  /** Of what was due. */
  share: number;
  /** Deliveries a second, from the first send to the last arrival. */
  delivered: number;
  p50: number;
  p99: number;
  ackP99: number;
  /** Microseconds of the server's CPU for each delivery. */
  cpu: number;
  memory: number;
  /** How busy the load generator was, 0 to 1. */
  generator: number;
}

/** Members of each room who read everything. */
const WITNESSES = 10;
/** A server that takes more than this is stopped. */
const MEMORY = 2_000_000_000;
/** Looked at so often, in ms. */
const LOOK = 100;
/** Deliveries a second with which every server gets warm; even a loop can do that. */
const WARM_DELIVERIES = 50_000;
/** Everybody is in within this, in ms. */
const GATHERING = 60_000;

/** A server with a crowd in it, ready to be measured. */
export class Hall {
  readonly #running: Running;
  readonly #crowd: Crowd;
  readonly #shape: Shape;

  private constructor(running: Running, shape: Shape) {
    this.#running = running;
    this.#shape = shape;
    const { wire } = running.contestant;
    const witnesses = Math.min(WITNESSES, Math.max(2, shape.members / 5));
    this.#crowd = new Crowd({ wire, port: running.port, ...shape, witnesses });
  }

  /** Everybody is in, and the server has warmed up. */
  static async open(contestant: Contestant, shape: Shape, warmSeconds: number): Promise<Hall> {
    const hall = new Hall(await Running.start(contestant), shape);
    try {
      await within(GATHERING, hall.#crowd.gather());
      await hall.#crowd.settle();
      await hall.#talk(Math.min(100 * shape.rooms, WARM_DELIVERIES / shape.members), warmSeconds);
      return hall;
    } catch (error) {
      await hall.close();
      throw error;
    }
  }

  /**
   * One span after a warm-up at the same rate. What drowns in the warm-up is not asked again: then that is the result.
   * After a span that is not complete the hall is of no more use.
   */
  async span(rate: number, seconds: number, warmSeconds: number): Promise<Span> {
    const warm = await this.#talk(rate, warmSeconds);
    return warm.complete ? this.#talk(rate, seconds) : warm;
  }

  async close(): Promise<void> {
    this.#crowd.end();
    await this.#running.end();
  }

  async #talk(rate: number, seconds: number): Promise<Span> {
    const before = this.#running.use;
    let looked = performance.now();
    const outcome = await this.#crowd.talk(rate, seconds, () => {
      if (performance.now() - looked < LOOK) return false;
      looked = performance.now();
      return this.#running.use.memory > MEMORY;
    });
    const after = this.#running.use;
    return this.#summary(rate, outcome, after.cpu - before.cpu, after.memory);
  }

  #summary(rate: number, outcome: Outcome, cpuSeconds: number, memory: number): Span {
    const { latency, acks, delivered, due, seconds, complete, generator } = outcome;
    return {
      server: this.#running.contestant.name,
      shape: this.#shape,
      rate,
      sentRate: outcome.rate,
      complete,
      share: delivered / due,
      delivered: delivered / seconds,
      p50: latency.quantile(0.5),
      p99: latency.quantile(0.99),
      ackP99: acks.quantile(0.99),
      cpu: (cpuSeconds * 1e6) / delivered,
      memory,
      generator,
    };
  }
}
