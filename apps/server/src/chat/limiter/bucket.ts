export interface Allowance {
  /** Points that can be spent at once. */
  burst: number;
  /** Points that come back per second. */
  perSecond: number;
}

/**
 * A budget of points that refills with time. It keeps one number, the time at which it is full again: spending moves
 * that time into the future, and the budget is empty when it is a whole `burst` away.
 */
export class Bucket {
  readonly #msPerPoint: number;
  readonly #burstMs: number;
  #fullAt = 0;
  /** Connections that spend from it. */
  uses = 0;

  constructor({ burst, perSecond }: Allowance) {
    this.#msPerPoint = 1_000 / perSecond;
    this.#burstMs = burst * this.#msPerPoint;
  }

  /** Milliseconds until this cost can be paid; 0 when it can be paid now. One above `burst` needs a full budget. */
  waitMs(cost: number, now: number): number {
    const spentMs = Math.max(0, this.#fullAt - now);
    const costMs = Math.min(cost * this.#msPerPoint, this.#burstMs);
    return Math.max(0, spentMs + costMs - this.#burstMs);
  }

  spend(cost: number, now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + cost * this.#msPerPoint;
  }

  isFull(now: number): boolean {
    return this.#fullAt <= now;
  }

  /** Milliseconds in which an empty budget becomes full. */
  get refillMs(): number {
    return this.#burstMs;
  }
}
