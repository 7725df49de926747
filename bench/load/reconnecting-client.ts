import { setTimeout as delay } from 'node:timers/promises';
import { Member } from './raw-client.ts';
import { within } from './timeout.ts';
import { understand } from './payload.ts';
import type { Place, Wire } from './wire-formats.ts';

/** After a failed try, in ms: so long, and up to as long again. */
const AGAIN = 200;
/** A try that has come to nothing after so many ms is given up. */
const TRY = 15_000;

export interface ReturnerOptions {
  wire: Wire;
  port: number;
  room: string;
  name: string;
}

/** One client that outlives its server: it knows how far it has read, comes back, and goes on from there. */
export class Returner {
  readonly #options: ReturnerOptions;
  #member: Member | undefined;
  #place: Place | undefined;
  #deaf = false;
  /** Connections that came to nothing. */
  failures = 0;
  /** Events that should have come next and did not, or came again. */
  wrong = 0;
  /** Of the newest message it heard. */
  span = 0;

  constructor(options: ReturnerOptions) {
    this.#options = options;
  }

  /** Everything up to here was read. */
  get after(): number | undefined {
    return this.#place?.after;
  }

  /** Resolves once it is in its room again; rejects after the deadline, in ms of performance.now(). */
  async come(deadline: number): Promise<void> {
    this.#deaf = false;
    for (;;) {
      this.#member = new Member({
        ...this.#options,
        reads: true,
        sends: false,
        from: this.#place,
        heard: (frame) => this.#hear(frame),
      });
      try {
        return await within(TRY, this.#member.opened);
      } catch (error) {
        this.#member.end();
        this.failures++;
        if (performance.now() > deadline) throw error;
        await delay(AGAIN * (1 + Math.random()));
      }
    }
  }

  /** From here on it hears nothing, like a phone in a tunnel, though the line is still there. It misses what is said. */
  goDeaf(): void {
    this.#deaf = true;
  }

  end(): void {
    this.#member?.end();
  }

  #hear(frame: string): void {
    if (this.#deaf) return;
    const { wire } = this.#options;
    this.#place ??= wire.joinedAt?.(frame);
    for (const seq of wire.seqs?.(frame) ?? []) {
      if (seq !== this.#place!.after + 1) this.wrong++;
      this.#place!.after = seq;
    }
    for (const text of wire.texts(frame)) this.span = Math.max(this.span, understand(text).span || 0);
  }
}
