import { fingerprint } from './recording/fingerprint.ts';

/** Chance that repeats: the same seed and name give the same numbers, however they are mixed with others' draws. */
export class Random {
  readonly #name: string;
  #state: number;

  constructor(name: string) {
    this.#name = name;
    this.#state = fingerprint(name);
  }

  /** A source of its own, for who must not be disturbed by what others draw. */
  fork(name: string): Random {
    return new Random(`${this.#name}/${name}`);
  }

  /** At least 0 and below 1. (Mulberry32.) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** So many of these, each at most once, in the order in which they stood. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const drawn = items.map((item, place) => ({ item, place, lot: this.next() }));
    const chosen = drawn.sort((a, b) => a.lot - b.lot).slice(0, count);
    return chosen.sort((a, b) => a.place - b.place).map(({ item }) => item);
  }
}
