import { TYPING_INTERVAL_MS, TYPING_TTL_MS } from '@hubbub/protocol/limits';
import type { Posted } from '@hubbub/protocol/events';
import type { TypingPeople } from '@hubbub/protocol/lines';

/** The other people who are typing in a room. */
export type OthersTyping = Pick<TypingPeople, 'total' | 'people'>;

/** The people who are typing in one room, and the interval at which this client sends its own `typing`. */
export class Typing {
  readonly #changed: () => void;
  /** Null when nobody else is typing. A new object after every change. */
  others: OthersTyping | null = null;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  /** When this client last sent `typing`, by the monotonic clock. */
  #sentAt = -Infinity;
  /** The message that was being typed then has been posted. */
  #isPosted = true;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Calls `send` unless it did so within the last TYPING_INTERVAL_MS. */
  throttle(send: () => void): void {
    const now = performance.now();
    if (now - this.#sentAt < TYPING_INTERVAL_MS) return;
    this.#sentAt = now;
    this.#isPosted = false;
    send();
  }

  receive({ total, people }: TypingPeople, me: string | undefined): void {
    const others = people.filter(({ id }) => id === null || id !== me);
    // The total includes this person even where the server names only some people and not this one.
    const unnamed = total > people.length && !this.#isPosted && performance.now() - this.#sentAt < TYPING_TTL_MS;
    const includesMe = others.length < people.length || unnamed;
    clearTimeout(this.#expiry);
    this.#show({ total: total - (includesMe ? 1 : 0), people: others });
    if (this.others === null) return;
    this.#expiry = setTimeout(() => {
      this.others = null;
      this.#changed();
    }, TYPING_TTL_MS);
  }

  /** The author of a new message is no longer typing. */
  posted({ by, name }: Posted, me: string | undefined): void {
    if (by !== null && by === me) this.#isPosted = true;
    const shown = this.others;
    const people = shown?.people.filter((each) =>
      by === null ? each.id !== null || each.name !== name : each.id !== by,
    );
    if (shown && people && people.length < shown.people.length) this.#show({ total: shown.total - 1, people });
  }

  stop(): void {
    clearTimeout(this.#expiry);
    this.others = null;
  }

  #show(others: OthersTyping): void {
    this.others = others.total > 0 ? others : null;
  }
}
