import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../load/timeout.ts';
import { RawClient, type RawClientOptions } from '../load/raw-client.ts';

/** Bytes that are written at once, and the number of things in them. */
export interface Batch {
  bytes: Buffer;
  count: number;
}

const JOIN_TIMEOUT_MS = 20_000;
const RECONNECT_DELAY_MS = 20;

/**
 * A connection that writes as much as the server reads. It hands over the next batch when the system has taken the
 * previous one, so it costs nothing while the server does not read. When it is closed, it comes back.
 */
export class Flooder {
  readonly #options: RawClientOptions;
  readonly #nextBatch: () => Batch;
  #client: RawClient;
  #done: ((count: number) => void) | undefined;

  private constructor(options: RawClientOptions, nextBatch: () => Batch) {
    this.#options = { ...options, onClose: () => void this.#comeBack() };
    this.#nextBatch = nextBatch;
    this.#client = new RawClient(this.#options);
  }

  /** Resolves once it is in its room. The batches may reuse one buffer. */
  static async connect(options: RawClientOptions, nextBatch: () => Batch): Promise<Flooder> {
    const flooder = new Flooder(options, nextBatch);
    await withTimeout(JOIN_TIMEOUT_MS, flooder.#client.joined);
    return flooder;
  }

  start(done: (count: number) => void): void {
    this.#done = done;
    this.#write(this.#client);
  }

  #write(client: RawClient): void {
    if (client.closed) return;
    const { bytes, count } = this.#nextBatch();
    client.write(bytes, () => {
      if (client.closed) return;
      this.#done?.(count);
      // Not at once: a server that reads fast would keep this process from all its other connections.
      setImmediate(() => this.#write(client));
    });
  }

  async #comeBack(): Promise<void> {
    await delay(RECONNECT_DELAY_MS);
    const client = new RawClient(this.#options);
    this.#client = client;
    await client.joined.then(
      () => this.#done && this.#write(client),
      // It is closed as well, and the next one follows.
      () => client.close(),
    );
  }
}
