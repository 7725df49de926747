import type { Event } from '@hubbub/protocol/events';

/** What is kept at least, once there is so much: enough for the resumes after a short cut of the line. */
const EVENTS = 256;
const BYTES = 128 * 1024;

/**
 * The newest events of a room that somebody is in, so that short resumes read no disk. Contiguous; holds at most twice
 * what it keeps, in events and in bytes of text.
 */
export class Recent {
  #events: Event[] = [];
  #bytes = 0;

  push(event: Event): void {
    this.#events.push(event);
    this.#bytes += size(event);
    if (event.type === 'deleted') this.#forgetText(event.target);
    if (this.#events.length > EVENTS * 2 || this.#bytes > BYTES * 2) this.#shrink();
  }

  /** At most `limit` events above `after`, or undefined when they are not all here any more. */
  after(after: number, limit: number): Event[] | undefined {
    const oldest = this.#events[0]?.seq;
    if (oldest === undefined || oldest > after + 1) return undefined;
    return this.#events.slice(after + 1 - oldest, after + 1 - oldest + limit);
  }

  #shrink(): void {
    let from = this.#events.length;
    let bytes = 0;
    while (from > 0 && this.#events.length - from < EVENTS && bytes < BYTES) bytes += size(this.#events[--from]!);
    this.#events = this.#events.slice(from);
    this.#bytes = bytes;
  }

  /** A deleted text is gone from the store; it must not come back from memory. */
  #forgetText(target: number): void {
    this.#events = this.#events.map((event) =>
      (event.type === 'posted' && event.seq === target) || (event.type === 'edited' && event.target === target)
        ? { ...event, text: '' }
        : event,
    );
  }
}

/** The first lines of these whose texts fit into so many bytes; one at least. */
export function fitting<Line extends object>(lines: Line[], bytes: number): Line[] {
  let total = 0;
  const end = lines.findIndex((line, i) => (total += size(line)) > bytes && i > 0);
  return end === -1 ? lines : lines.slice(0, end);
}

/** Two bytes for a character, and what is around the text. */
function size(line: object): number {
  return 200 + ('text' in line && typeof line.text === 'string' ? line.text.length * 2 : 0);
}
