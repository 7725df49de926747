import type { Message } from '@hubbub/protocol/events';
import { applyChange, type Change } from '@hubbub/protocol/reduce';

const MAX_QUOTES_COUNT = 200;
/** Quotes are not evicted earlier, or those in view would evict each other again and again. */
const MIN_AGE_MS = 60_000;

/** Caches quoted messages that are not loaded in a segment; null stands for a message that does not exist. */
export class QuoteCache {
  /** Oldest first. */
  readonly #quotes = new Map<number, { message: Message | null; at: number }>();

  /** No quote may be evicted at the moment. */
  get full(): boolean {
    const oldest = this.#quotes.values().next().value;
    return this.#quotes.size >= MAX_QUOTES_COUNT && oldest !== undefined && Date.now() - oldest.at < MIN_AGE_MS;
  }

  get(seq: number): Message | null | undefined {
    return this.#quotes.get(seq)?.message;
  }

  put(seq: number, message: Message | null): void {
    this.#quotes.delete(seq);
    this.#quotes.set(seq, { message, at: Date.now() });
    for (const oldest of this.#quotes.keys()) if (this.#quotes.size > MAX_QUOTES_COUNT) this.#quotes.delete(oldest);
  }

  change(event: Change): void {
    const quote = this.#quotes.get(event.target);
    if (quote?.message) quote.message = applyChange(quote.message, event);
  }

  clear(): void {
    this.#quotes.clear();
  }
}
