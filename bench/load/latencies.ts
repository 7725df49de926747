/** Durations in milliseconds, and where their quantiles are. */
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

  /** The smallest duration that this share of all does not exceed; NaN when nothing was measured. */
  quantile(share: number): number {
    if (!this.#sorted) this.#values.sort((a, b) => a - b);
    this.#sorted = true;
    return this.#values[Math.max(0, Math.ceil(this.#values.length * share) - 1)] ?? NaN;
  }
}
