import type { Said } from './payload.ts';

/** What one member who reads everything has heard of one span: each message's number, and how often too often. */
export class Witness {
  readonly #numbers = new Set<number>();
  #doubled = 0;

  hear({ number }: Said): void {
    if (this.#numbers.has(number)) this.#doubled++;
    else this.#numbers.add(number);
  }

  get heard(): number {
    return this.#numbers.size;
  }

  get doubled(): number {
    return this.#doubled;
  }
}
