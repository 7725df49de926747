import type { Event } from '@hubbub/protocol/events';
import { MAX_RESUME_EVENTS } from '@hubbub/protocol/limits';
import { withoutText } from '@hubbub/protocol/reduce';
import { EVENT_OVERHEAD_BYTES, estimatedBytes } from './size-limit.ts';

/** Enough for every resume, unless the texts are long. */
const CACHED_EVENTS_COUNT = MAX_RESUME_EVENTS;
const CACHED_BYTES = 400 * 1024;
/** The cache is trimmed to these sizes only when it exceeds this multiple of one, so that trimming is rare. */
const TRIM_FACTOR = 1.25;

/** The newest events of an open room, without a gap, so that resumes do not read the disk. */
export class EventCache {
  /** How much to load from the store for a room that already has a log. */
  static readonly initialLoad = {
    events: CACHED_EVENTS_COUNT,
    characters: (CACHED_BYTES - CACHED_EVENTS_COUNT * EVENT_OVERHEAD_BYTES) / 2,
  };

  #events: Event[] = [];
  #bytes = 0;

  push(event: Event): void {
    this.#events.push(event);
    this.#bytes += estimatedBytes(event);
    if (event.type === 'deleted') this.#eraseText(event.target);
    if (this.#events.length > CACHED_EVENTS_COUNT * TRIM_FACTOR || this.#bytes > CACHED_BYTES * TRIM_FACTOR)
      this.#trim();
  }

  /** Adds older events in front. They have no gap, reach up to the oldest cached event, and may overlap it. */
  prepend(events: readonly Event[]): void {
    const oldest = this.#events[0]?.seq ?? Infinity;
    const older = events.filter(({ seq }) => seq < oldest);
    this.#events = [...older, ...this.#events];
    this.#bytes += older.reduce((sum, event) => sum + estimatedBytes(event), 0);
  }

  /** At most `limit` events above `after`, or undefined when some of them are no longer cached. */
  after(after: number, limit: number): Event[] | undefined {
    const oldest = this.#events[0]?.seq;
    if (oldest === undefined || oldest > after + 1) return undefined;
    return this.#events.slice(after + 1 - oldest, after + 1 - oldest + limit);
  }

  #trim(): void {
    let from = this.#events.length;
    let bytes = 0;
    while (from > 0 && this.#events.length - from < CACHED_EVENTS_COUNT && bytes < CACHED_BYTES)
      bytes += estimatedBytes(this.#events[--from]!);
    this.#events = this.#events.slice(from);
    this.#bytes = bytes;
  }

  /** The store has erased a deleted message's text and mentions, so they must not come back from memory. */
  #eraseText(target: number): void {
    this.#events = this.#events.map((event) =>
      (event.type === 'posted' && event.seq === target) || (event.type === 'edited' && event.target === target)
        ? withoutText(event)
        : event,
    );
  }
}
