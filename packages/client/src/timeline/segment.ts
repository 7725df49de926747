import type { Message } from '@hubbub/protocol/events';
import { applyChange, type Change } from '@hubbub/protocol/reduce';

/**
 * A piece of a room's messages without a hole in it: all that there are from one `seq` to another. Those numbers need
 * not be messages. Two pieces that overlap or touch become one.
 */
export class Segment {
  #messages: Message[];
  #from: number;
  #to: number;
  /** Somebody holds the array, so the next change is made to a copy. */
  #lent = false;

  /** All messages of `from` to `to`, oldest first. From 0 on: there are none before. */
  constructor(messages: readonly Message[], from: number, to: number) {
    this.#messages = [...messages];
    this.#from = from;
    this.#to = to;
  }

  /** Another array after every change; a message that did not change stays the same object. */
  get messages(): readonly Message[] {
    this.#lent = true;
    return this.#messages;
  }

  get length(): number {
    return this.#messages.length;
  }

  get from(): number {
    return this.#from;
  }

  get to(): number {
    return this.#to;
  }

  get older(): boolean {
    return this.#from > 0;
  }

  covers(seq: number): boolean {
    return seq >= this.#from && seq <= this.#to;
  }

  message(seq: number): Message | undefined {
    const found = this.#messages[this.indexFrom(seq)];
    return found?.seq === seq ? found : undefined;
  }

  /** Where the first message is that has this `seq` or a higher one; `length` when there is none. */
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
    if (after !== before) this.#own()[index] = after;
  }

  /** Goes on up to `seq`, at which there may be a message. */
  goOn(seq: number, message?: Message): void {
    this.#to = seq;
    if (message) this.#own().push(message);
  }

  touches(other: Segment): boolean {
    return other.#from <= this.#to + 1 && other.#to >= this.#from - 1;
  }

  /** Takes in one that it touches. What both have, this one keeps. */
  join(other: Segment): void {
    const before = other.#messages.slice(0, other.indexFrom(this.#from));
    const after = other.#messages.slice(other.indexFrom(this.#to + 1));
    if (before.length + after.length > 0) this.#replace([...before, ...this.#messages, ...after]);
    this.#from = Math.min(this.#from, other.#from);
    this.#to = Math.max(this.#to, other.#to);
  }

  /** The part from one index to before another, as a piece of its own. */
  part(start: number, end: number): Segment {
    const first = start <= 0 ? this.#from : this.#messages[start]!.seq;
    const last = end >= this.#messages.length ? this.#to : this.#messages[end]!.seq - 1;
    return new Segment(this.#messages.slice(Math.max(0, start), end), first, last);
  }

  /** Lets go of all but the newest messages (at least one). */
  keepNewest(count: number): void {
    this.#keep(this.#messages.length - Math.max(1, count), this.#messages.length);
  }

  /** Lets go of all but the oldest messages (at least one). */
  keepOldest(count: number): void {
    this.#keep(0, Math.max(1, count));
  }

  #keep(start: number, end: number): void {
    if (start <= 0 && end >= this.#messages.length) return;
    const { messages, from, to } = this.part(start, end);
    this.#replace([...messages]);
    this.#from = from;
    this.#to = to;
  }

  #replace(messages: Message[]): void {
    this.#messages = messages;
    this.#lent = false;
  }

  #own(): Message[] {
    if (this.#lent) this.#replace([...this.#messages]);
    return this.#messages;
  }
}
