import type { Command } from '@hubbub/protocol/commands';
import type { Event } from '@hubbub/protocol/events';
import { MAX_MY_REACTIONS_TARGETS } from '@hubbub/protocol/limits';
import type { MyReaction, MyReactions as Answer } from '@hubbub/protocol/lines';

type OwnEvent = Extract<Event, { emoji: string }>;

/** More messages than a page draws at once. */
const MAX_KEPT_COUNT = 1_000;
/** After a refusal nothing is requested for this time. */
const RETRY_MS = 10_000;

/**
 * The emoji that this person has chosen under messages of one room. Requested only for messages whose samples of people
 * leave it open, each once; the events that follow keep it up to date.
 */
export class MyReactions {
  /** Returns whether the command could be sent. */
  readonly #send: (command: Pick<Command<'my_reactions'>, 'type' | 'targets'>) => boolean;
  /** By message. The oldest are dropped first. */
  readonly #known = new Map<number, { revision: number; emoji: Set<string> }>();
  /** By message: the events that were applied since it was requested, and that the answer may not include. */
  readonly #inFlight = new Map<number, OwnEvent[]>();
  readonly #due = new Set<number>();
  #person: string | undefined;
  /** Milliseconds since 1970. */
  #retryAt = 0;

  constructor(send: (command: Pick<Command<'my_reactions'>, 'type' | 'targets'>) => boolean) {
    this.#send = send;
  }

  /** Undefined while it is not known. Requests it then, together with others that are asked for in one go. */
  of(person: string, target: number): ReadonlySet<string> | undefined {
    this.#is(person);
    const known = this.#known.get(target);
    if (known || this.#inFlight.has(target)) return known?.emoji;
    if (this.#due.size === 0) queueMicrotask(() => this.#request());
    this.#due.add(target);
    return undefined;
  }

  /** Another history, or another connection to it without the events in between. */
  forget(): void {
    this.#known.clear();
    this.connectionLost();
  }

  /** Requests that were in flight get no answer. */
  connectionLost(): void {
    this.#inFlight.clear();
  }

  refused(): void {
    this.#inFlight.clear();
    this.#retryAt = Date.now() + RETRY_MS;
  }

  receive({ reactions }: Answer): void {
    for (const reaction of reactions) this.#keep(reaction);
  }

  /** Called with every event that the timeline has applied. */
  apply(event: Event): void {
    if ((event.type !== 'reacted' && event.type !== 'unreacted') || event.by !== this.#person) return;
    this.#inFlight.get(event.target)?.push(event);
    this.#change(event);
  }

  #is(person: string): void {
    if (this.#person === person) return;
    this.#person = person;
    this.forget();
  }

  #request(): void {
    const targets = [...this.#due];
    this.#due.clear();
    if (Date.now() < this.#retryAt) return;
    for (let from = 0; from < targets.length; from += MAX_MY_REACTIONS_TARGETS) {
      const some = targets.slice(from, from + MAX_MY_REACTIONS_TARGETS);
      if (!this.#send({ type: 'my_reactions', targets: some })) return;
      for (const target of some) this.#inFlight.set(target, []);
    }
  }

  #keep({ target, revision, emoji }: MyReaction): void {
    const events = this.#inFlight.get(target);
    if (!events) return;
    this.#inFlight.delete(target);
    this.#known.set(target, { revision, emoji: new Set(emoji) });
    for (const event of events) this.#change(event);
    for (const oldest of this.#known.keys()) if (this.#known.size > MAX_KEPT_COUNT) this.#known.delete(oldest);
  }

  #change({ type, target, emoji, seq }: OwnEvent): void {
    const known = this.#known.get(target);
    if (!known || seq <= known.revision) return;
    known.revision = seq;
    if (type === 'reacted') known.emoji.add(emoji);
    else known.emoji.delete(emoji);
  }
}
