import { setTimeout as delay } from 'node:timers/promises';
import { decodePayload } from './payload.ts';
import { RawClient, type RawClientOptions } from './raw-client.ts';
import { withTimeout } from './timeout.ts';
import type { Cursor } from './wire-formats.ts';

/** The delay after a failed attempt is between this and twice this. */
const MIN_RETRY_DELAY_MS = 200;
const ATTEMPT_TIMEOUT_MS = 15_000;

type ReconnectingClientOptions = Pick<RawClientOptions, 'wireFormat' | 'port' | 'room' | 'name'>;

/** A client that survives restarts of its server: it keeps its cursor, reconnects and resumes from there. */
export class ReconnectingClient {
  readonly #options: ReconnectingClientOptions;
  #connection: RawClient | undefined;
  #cursor: Cursor | undefined;
  #ignoring = false;
  /** Failed attempts to connect. */
  failures = 0;
  /** Events that were not the next one. */
  sequenceErrors = 0;
  /** The run that its newest message belongs to. */
  latestRun = 0;

  constructor(options: ReconnectingClientOptions) {
    this.#options = options;
  }

  /** The `seq` of the last event it received. */
  get after(): number | undefined {
    return this.#cursor?.after;
  }

  /** Resolves once it has joined its room; rejects after the deadline, in ms of performance.now(). */
  async connect(deadline: number): Promise<void> {
    this.#ignoring = false;
    for (;;) {
      this.#connection = new RawClient({
        ...this.#options,
        reads: true,
        sends: false,
        resumeFrom: this.#cursor,
        onFrame: (frame) => this.#onFrame(frame),
      });
      try {
        return await withTimeout(ATTEMPT_TIMEOUT_MS, this.#connection.joined);
      } catch (error) {
        this.#connection.close();
        this.failures++;
        if (performance.now() > deadline) throw error;
        await delay(MIN_RETRY_DELAY_MS * (1 + Math.random()));
      }
    }
  }

  /** Discards everything it receives until it connects again, so that it has messages to catch up on. */
  ignoreMessages(): void {
    this.#ignoring = true;
  }

  close(): void {
    this.#connection?.close();
  }

  #onFrame(frame: string): void {
    if (this.#ignoring) return;
    const { wireFormat } = this.#options;
    this.#cursor ??= wireFormat.joinCursor?.(frame);
    for (const seq of wireFormat.seqs?.(frame) ?? []) {
      if (seq !== this.#cursor!.after + 1) this.sequenceErrors++;
      this.#cursor!.after = seq;
    }
    for (const text of wireFormat.texts(frame, ''))
      this.latestRun = Math.max(this.latestRun, decodePayload(text).run || 0);
  }
}
