import type { Shape } from '../load/clients.ts';
import { LoadGenerator } from '../load/load-generator.ts';
import { withTimeout } from '../load/timeout.ts';
import type { Contestant, ServerName } from '../servers/contestants.ts';
import { MeasuredServer } from '../servers/measured-server.ts';
import { memoryGuard } from './memory-guard.ts';

/** The result of one load on one server. */
export interface Sample {
  server: ServerName;
  shape: Shape;
  /** Messages per second over all rooms, as requested. */
  rate: number;
  /** Messages per second that were really sent. */
  sentRate: number;
  complete: boolean;
  /** Share of the expected deliveries, 0 to 1. */
  deliveredShare: number;
  /** From the first send to the last arrival. */
  deliveredPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  ackP99Ms: number;
  /** Microseconds of the server's CPU per delivery. */
  cpuMicros: number;
  memoryBytes: number;
  /** Event-loop utilization of the load generator, 0 to 1. */
  generatorUtilization: number;
}

const READERS_PER_ROOM = 10;
/** Low enough for every server, naive loops included. */
const WARMUP_DELIVERIES_PER_SECOND = 50_000;
const CONNECT_TIMEOUT_MS = 60_000;

/** A server with connected clients, ready to be measured. */
export class Measurement implements AsyncDisposable {
  readonly #server: MeasuredServer;
  readonly #generator: LoadGenerator;
  readonly #shape: Shape;

  private constructor(server: MeasuredServer, shape: Shape) {
    this.#server = server;
    this.#shape = shape;
    const { wireFormat } = server.contestant;
    const readers = Math.min(READERS_PER_ROOM, Math.max(2, shape.members / 5));
    this.#generator = new LoadGenerator({ wireFormat, port: server.port, ...shape, readers });
  }

  /** Resolves once all clients have joined and the server has warmed up. */
  static async open(contestant: Contestant, shape: Shape, warmupSeconds: number): Promise<Measurement> {
    await using undo = new AsyncDisposableStack();
    const measurement = undo.use(new Measurement(await MeasuredServer.start(contestant), shape));
    await withTimeout(CONNECT_TIMEOUT_MS, measurement.#generator.connect());
    await measurement.#generator.settle();
    const warmupRate = Math.min(100 * shape.rooms, WARMUP_DELIVERIES_PER_SECOND / shape.members);
    await measurement.#run(warmupRate, warmupSeconds);
    undo.move();
    return measurement;
  }

  /**
   * Measures one load after a warm-up at the same rate. If not even the warm-up is delivered completely, its sample is
   * the result. After an incomplete sample this measurement must not be used again.
   */
  async measure(rate: number, seconds: number, warmupSeconds: number): Promise<Sample> {
    const warmup = await this.#run(rate, warmupSeconds);
    return warmup.complete ? this.#run(rate, seconds) : warmup;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#generator[Symbol.dispose]();
    await this.#server[Symbol.asyncDispose]();
  }

  async #run(rate: number, seconds: number): Promise<Sample> {
    const before = this.#server.usage;
    const tooLarge = memoryGuard(this.#server);
    const { delivered, latency, ...result } = await this.#generator.run(rate, seconds, tooLarge);
    const { cpuSeconds, memoryBytes } = this.#server.usage;
    return {
      server: this.#server.contestant.name,
      shape: this.#shape,
      rate,
      sentRate: result.rate,
      complete: result.complete,
      deliveredShare: delivered / result.expected,
      deliveredPerSecond: delivered / result.seconds,
      p50Ms: latency.quantile(0.5),
      p99Ms: latency.quantile(0.99),
      ackP99Ms: result.ackLatency.quantile(0.99),
      cpuMicros: ((cpuSeconds - before.cpuSeconds) * 1e6) / delivered,
      memoryBytes,
      generatorUtilization: result.generatorUtilization,
    };
  }
}

/** One sample of one load on a fresh process. */
export async function measureOnce(
  contestant: Contestant,
  shape: Shape,
  rate: number,
  { seconds, warmupSeconds = 1 }: { seconds: number; warmupSeconds?: number },
): Promise<Sample> {
  await using measurement = await Measurement.open(contestant, shape, warmupSeconds);
  return await measurement.measure(rate, seconds, 1);
}
