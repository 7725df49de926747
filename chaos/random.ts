import { fingerprint } from './recording/fingerprint.ts';

/** Reproducible random numbers: the same seed and name give the same sequence, whatever other sources draw. */
export class Random {
  readonly #name: string;
  #state: number;

  constructor(name: string) {
    this.#name = name;
    this.#state = fingerprint(name);
  }

  /** An independent source that other draws do not affect. */
  fork(name: string): Random {
    return new Random(`${this.#name}/${name}`);
  }

  /** At least 0 and below 1 (Mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** `count` of the items, each at most once, in their original order. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const drawn = items.map((item, place) => ({ item, place, lot: this.next() }));
    const chosen = drawn.sort((a, b) => a.lot - b.lot).slice(0, count);
    return chosen.sort((a, b) => a.place - b.place).map(({ item }) => item);
  }
}
