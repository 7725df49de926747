import type { Edited, Event, Posted } from '@hubbub/protocol/events';
import { MAX_RESUME_EVENTS } from '@hubbub/protocol/limits';
import { EVENT_OVERHEAD_BYTES, estimatedBytes } from './size-limit.ts';

/** What is kept at least, once there is so much: enough for whoever may resume, unless people write long texts. */
const EVENTS = MAX_RESUME_EVENTS;
const BYTES = 400 * 1024;
/** It is cut back to that when it is so many times as much. */
const SLACK = 1.25;

/** The newest events of a room that somebody is in, so that resumes read no disk. Contiguous. */
export class EventCache {
  /** What to begin with, of a room that has a past. */
  static readonly most = { events: EVENTS, characters: (BYTES - EVENTS * EVENT_OVERHEAD_BYTES) / 2 };

  #events: Event[] = [];
  #bytes = 0;

  push(event: Event): void {
    this.#events.push(event);
    this.#bytes += estimatedBytes(event);
    if (event.type === 'deleted') this.#forgetText(event.target);
    if (this.#events.length > EVENTS * SLACK || this.#bytes > BYTES * SLACK) this.#shrink();
  }

  /** What came before, as far as it is not here already: events without a hole, and up to where this begins. */
  precede(events: readonly Event[]): void {
    const oldest = this.#events[0]?.seq ?? Infinity;
    const older = events.filter(({ seq }) => seq < oldest);
    this.#events = [...older, ...this.#events];
    this.#bytes += older.reduce((sum, event) => sum + estimatedBytes(event), 0);
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
    while (from > 0 && this.#events.length - from < EVENTS && bytes < BYTES)
      bytes += estimatedBytes(this.#events[--from]!);
    this.#events = this.#events.slice(from);
    this.#bytes = bytes;
  }

  /** A deleted text is gone from the store, and so is whom it mentions; neither must come back from memory. */
  #forgetText(target: number): void {
    this.#events = this.#events.map((event) =>
      (event.type === 'posted' && event.seq === target) || (event.type === 'edited' && event.target === target)
        ? emptied(event)
        : event,
    );
  }
}

function emptied({ mentions: _forgotten, ...event }: Posted | Edited): Event {
  return { ...event, text: '' };
}
