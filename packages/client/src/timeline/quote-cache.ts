import type { Message } from '@hubbub/protocol/events';
import { applyChange, type Change } from '@hubbub/protocol/reduce';

/** Single messages that others answer, from places that are not loaded. */
const KEPT = 200;
/** Milliseconds. One that is asked for again and again is not thrown out for others that are, too. */
const AT_LEAST = 60_000;

/** Remembers quoted messages; null: there is no such message. */
export class QuoteCache {
  /** Oldest first. */
  readonly #kept = new Map<number, { message: Message | null; at: number }>();

  /** So many are in use that no more can be taken for now. */
  get full(): boolean {
    const oldest = this.#kept.values().next().value;
    return this.#kept.size >= KEPT && oldest !== undefined && Date.now() - oldest.at < AT_LEAST;
  }

  get(seq: number): Message | null | undefined {
    return this.#kept.get(seq)?.message;
  }

  put(seq: number, message: Message | null): void {
    this.#kept.delete(seq);
    this.#kept.set(seq, { message, at: Date.now() });
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
  }

  change(event: Change): void {
    const quote = this.#kept.get(event.target);
    if (quote?.message) quote.message = applyChange(quote.message, event);
  }

  clear(): void {
    this.#kept.clear();
  }
}
