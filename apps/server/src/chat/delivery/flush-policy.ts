/**
 * A flush costs one system call per recipient, however few events it carries. So a busy room gathers events until they
 * have taken this multiple of the flush's duration to arrive …
 */
const GATHER_TIME_PER_FLUSH_TIME = 3;
/** … but the first of them waits at most this multiple of it, within the two bounds below. */
const MAX_WAIT_PER_FLUSH_TIME = 1.5;
/** A shorter wait gathers too little to be worth it. */
const MIN_WAIT_MS = 6;
/** People would notice a longer wait. */
const MAX_WAIT_MS = 45;

/** Weights of the newest sample in the moving averages. */
const GAP_WEIGHT = 1 / 8;
/** Other load makes flushes look slower than they are, never faster: a faster one is believed sooner. */
const FASTER_FLUSH_WEIGHT = 1 / 4;
const SLOWER_FLUSH_WEIGHT = 1 / 32;

/** After a gap this long between two events, the room counts as quiet at once. */
const QUIET_GAP_MS = 100;

/** Decides how long a room's lines may wait for more: not at all in a quiet room, a few milliseconds in a busy one. */
export class FlushPolicy {
  readonly #recipientCount: () => number;
  /** Moving average, per recipient. */
  #flushMsPerRecipient = 0;
  /** Moving average between two events. */
  #gapMs = QUIET_GAP_MS;
  #lastEventAt = -Infinity;

  constructor(recipientCount: () => number) {
    this.#recipientCount = recipientCount;
  }

  recordEvent(now: number): void {
    const gap = Math.min(QUIET_GAP_MS, now - this.#lastEventAt);
    this.#lastEventAt = now;
    this.#gapMs += (gap - this.#gapMs) * (gap === QUIET_GAP_MS ? 1 : GAP_WEIGHT);
  }

  recordFlush(recipients: number, tookMs: number): void {
    if (recipients === 0) return;
    const sample = tookMs / recipients;
    const average = this.#flushMsPerRecipient;
    const weight = average === 0 ? 1 : sample < average ? FASTER_FLUSH_WEIGHT : SLOWER_FLUSH_WEIGHT;
    this.#flushMsPerRecipient += (sample - average) * weight;
  }

  /** Milliseconds that the first pending line may wait in total; 0 when it is time to flush. */
  maxWaitMs(pendingCount: number): number {
    const flushMs = this.#flushMsPerRecipient * this.#recipientCount();
    const maxWait = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, flushMs * MAX_WAIT_PER_FLUSH_TIME));
    const gatheredEnough = pendingCount * this.#gapMs >= flushMs * GATHER_TIME_PER_FLUSH_TIME;
    return gatheredEnough || this.#gapMs > maxWait ? 0 : maxWait;
  }
}
