import { TYPING_INTERVAL_MS, TYPING_TTL_MS } from '@hubbub/protocol/limits';
import type { Posted } from '@hubbub/protocol/events';
import type { TypingPeople } from '@hubbub/protocol/lines';

/** Who else is writing in a room just now. */
export type Writers = Pick<TypingPeople, 'total' | 'people'>;

/** The writing in one room: who others are, and how often oneself is told of. */
export class Typing {
  readonly #changed: () => void;
  #others: Writers | null = null;
  #end: ReturnType<typeof setTimeout> | undefined;
  /** When this client last said that it is being typed in, by the clock that never goes back. */
  #said = -Infinity;
  /** What was said then has become a message. */
  #over = true;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Without oneself; null when there is nobody. Another object after every change. */
  get others(): Writers | null {
    return this.#others;
  }

  /** Whether it is time to say it; from here on it counts as said. */
  say(): boolean {
    const now = performance.now();
    if (now - this.#said < TYPING_INTERVAL_MS) return false;
    this.#said = now;
    this.#over = false;
    return true;
  }

  heard({ total, people }: TypingPeople, me: string | undefined): void {
    const others = people.filter(({ id }) => id === null || id !== me);
    // One is counted also where one is not among the few who are named.
    const unnamed = total > people.length && !this.#over && performance.now() - this.#said < TYPING_TTL_MS;
    const counted = others.length < people.length || unnamed;
    this.#become({ total: total - (counted ? 1 : 0), people: others });
  }

  /** Who has said something has finished it. */
  posted({ by, name }: Posted, me: string | undefined): void {
    if (by !== null && by === me) this.#over = true;
    const shown = this.#others;
    const people = shown?.people.filter((each) =>
      by === null ? each.id !== null || each.name !== name : each.id !== by,
    );
    if (shown && people && people.length < shown.people.length) this.#show({ total: shown.total - 1, people });
  }

  /** Nobody is there to be told of any more. */
  stop(): void {
    clearTimeout(this.#end);
    this.#others = null;
  }

  #become(writers: Writers): void {
    clearTimeout(this.#end);
    this.#show(writers);
    if (this.#others === null) return;
    this.#end = setTimeout(() => {
      this.#others = null;
      this.#changed();
    }, TYPING_TTL_MS);
  }

  #show(writers: Writers): void {
    this.#others = writers.total > 0 ? writers : null;
  }
}
