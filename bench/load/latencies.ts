/** Collects durations in milliseconds and computes their quantiles. */
export class Latencies {
  readonly #values: number[] = [];
  #sorted = true;

  add(milliseconds: number): void {
    this.#values.push(milliseconds);
    this.#sorted = false;
  }

  get count(): number {
    return this.#values.length;
  }

  /** The smallest duration that at least this share of all durations does not exceed; NaN without any. */
  quantile(share: number): number {
    if (!this.#sorted) this.#values.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#values[Math.max(0, Math.ceil(this.#values.length * share) - 1)] ?? NaN;
  }
}
