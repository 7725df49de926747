import type { Message } from '@hubbub/protocol/events';
import { applyChange, type Change } from '@hubbub/protocol/reduce';

/** All messages of a room from one `seq` to another, without gaps. Not every `seq` is a message's. */
export class Segment {
  #messages: Message[];
  from: number;
  to: number;
  /** The array was returned to a caller, so the next change copies it. */
  #isShared = false;

  /** All messages of `from` to `to`, oldest first. `from` is 0 at the start of the room. */
  constructor(messages: readonly Message[], from: number, to: number) {
    this.#messages = [...messages];
    this.from = from;
    this.to = to;
  }

  /** A new array after every change; a message that did not change stays the same object. */
  get messages(): readonly Message[] {
    this.#isShared = true;
    return this.#messages;
  }

  get length(): number {
    return this.#messages.length;
  }

  get older(): boolean {
    return this.from > 0;
  }

  covers(seq: number): boolean {
    return seq >= this.from && seq <= this.to;
  }

  message(seq: number): Message | undefined {
    const found = this.#messages[this.indexFrom(seq)];
    return found?.seq === seq ? found : undefined;
  }

  /** The index of the first message with this `seq` or a higher one; `length` if there is none. */
  indexFrom(seq: number): number {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#messages[middle]!.seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  change(event: Change): void {
    const index = this.indexFrom(event.target);
    const before = this.#messages[index];
    if (before?.seq !== event.target) return;
    const after = applyChange(before, event);
    if (after !== before) this.#ownMessages()[index] = after;
  }

  /** Extends the segment to `seq`, which may be a message's. */
  extend(seq: number, message?: Message): void {
    this.to = seq;
    if (message) this.#ownMessages().push(message);
  }

  touches(other: Segment): boolean {
    return other.from <= this.to + 1 && other.to >= this.from - 1;
  }

  /** Merges a segment that it touches. Where both have a message, this one's stays. */
  join(other: Segment): void {
    const before = other.#messages.slice(0, other.indexFrom(this.from));
    const after = other.#messages.slice(other.indexFrom(this.to + 1));
    if (before.length + after.length > 0) this.#replace([...before, ...this.#messages, ...after]);
    this.from = Math.min(this.from, other.from);
    this.to = Math.max(this.to, other.to);
  }

  /** The part with the messages from index `start` to before `end`; the segment itself if that is all of it. */
  slice(start: number, end: number): Segment {
    if (start <= 0 && end >= this.length) return this;
    const first = start <= 0 ? this.from : this.#messages[start]!.seq;
    const last = end >= this.#messages.length ? this.to : this.#messages[end]!.seq - 1;
    return new Segment(this.#messages.slice(Math.max(0, start), end), first, last);
  }

  /** The newest `count` messages (at least one). */
  newest(count: number): Segment {
    return this.slice(this.length - Math.max(1, count), this.length);
  }

  #replace(messages: Message[]): void {
    this.#messages = messages;
    this.#isShared = false;
  }

  #ownMessages(): Message[] {
    if (this.#isShared) this.#replace([...this.#messages]);
    return this.#messages;
  }
}
