import fc from 'fast-check';
import { expect } from 'vitest';
import type { Event, Message } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import type { Position } from '../../src/timeline/position.ts';
import type { RoomTimeline } from '../../src/timeline/room-timeline.ts';
import { pageOf } from './reference-page.ts';
import { expectedMessages, reduceEvents } from './reference-reducer.ts';
import { grow, queryOf, timelineOf } from './timelines.ts';

const count = fc.integer({ min: 1, max: 6 });
/** A page of at most `limit` messages, read a few events before or after the timeline's head; it may arrive at once. */
const request = { limit: count, lateness: fc.nat(5), arrivesAtOnce: fc.boolean() };
type Request = { limit: number; lateness: number; arrivesAtOnce: boolean };

/** What the reader does, what the room's connection brings, and when pages arrive. */
export const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('receive' as const), count }) },
  {
    weight: 9,
    arbitrary: fc.record({ type: fc.constantFrom('older' as const, 'newer' as const, 'newer' as const), ...request }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('jump' as const), isTime: fc.boolean(), pick: fc.nat(), ...request }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('page arrives' as const), pick: fc.nat(), staysInFlight: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('return to newest' as const, 'reset' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('keep newest' as const), count }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** How often the interesting cases happened, in all runs of a test. */
export interface CaseCounts {
  detached: number;
  merged: number;
  changedWhileDetached: number;
  /** More people reacted to a message than it lists. */
  sampled: number;
}

/** A timeline that follows a room's log while pages of it are in flight. Each step checks what the timeline shows. */
export class TimelineSimulation {
  readonly #events: readonly Event[];
  readonly #counts: CaseCounts;
  readonly #inFlight: { page: MessagePage; query: PageQuery; position: Position | undefined }[] = [];
  timeline: RoomTimeline;
  #head: number;

  /** The timeline starts when the first `head` events have happened. */
  constructor(events: readonly Event[], head: number, counts: CaseCounts) {
    this.#events = events;
    this.#head = head;
    this.#counts = counts;
    this.timeline = timelineOf(events.slice(0, head), 4);
  }

  run(step: Step): void {
    const { timeline } = this;
    if (step.type === 'receive') this.#receive(step.count);
    else if (step.type === 'older' || step.type === 'newer') this.#load(step.type, step);
    else if (step.type === 'jump') {
      const value = step.pick % (this.#head + 2);
      const position = step.isTime ? { at: 1_000 + value } : { seq: value };
      if (timeline.seek(position) === undefined) this.#request(queryOf(position), step, position);
    } else if (step.type === 'page arrives') {
      if (this.#inFlight.length > 0) this.#arrive(step.pick % this.#inFlight.length, step.staysInFlight);
    } else if (step.type === 'return to newest') timeline.returnToNewest();
    else if (step.type === 'keep newest') timeline.keepNewest(step.count);
    else this.timeline = timelineOf(this.#events.slice(0, this.#head), 3);
    this.#expectCorrect();
  }

  /** Receives the rest of the log, and loads everything. */
  finish(): void {
    const { timeline } = this;
    for (const event of this.#events.slice(this.#head)) timeline.apply(event);
    while (timeline.detached) grow(timeline, this.#events, 'newer', 3);
    while (timeline.older) grow(timeline, this.#events, 'older', 5);
  }

  #receive(count: number): void {
    const events = this.#events.slice(this.#head, this.#head + count);
    for (const event of events) expect(this.timeline.apply(event)).toBe('applied');
    this.#head += events.length;
    const changed = events.map((event) => 'target' in event && this.timeline.message(event.target));
    const isSampled = (message: Message) => message.reactions?.some(({ count, people }) => count > people.length);
    this.#counts.sampled += changed.filter((message) => message && isSampled(message)).length;
    if (this.timeline.detached && events.some(({ type }) => type !== 'posted')) this.#counts.changedWhileDetached++;
  }

  #load(end: 'older' | 'newer', request: Request): void {
    const { messages } = this.timeline.detached ?? this.timeline;
    const last = (end === 'older' ? messages[0] : messages.at(-1))?.seq;
    if (last !== undefined) this.#request(end === 'older' ? { before: last } : { after: last }, request);
  }

  #request(query: PageQuery, { limit, lateness, arrivesAtOnce }: Request, position?: Position): void {
    const read = Math.min(this.#events.length, Math.max(0, this.#head + 3 - lateness));
    this.#inFlight.push({ page: pageOf(this.#events.slice(0, read), query, limit), query, position });
    if (arrivesAtOnce) this.#arrive(this.#inFlight.length - 1, false);
  }

  #arrive(index: number, staysInFlight: boolean): void {
    const { timeline } = this;
    const { page, query, position } = this.#inFlight[index]!;
    if (!staysInFlight) this.#inFlight.splice(index, 1);
    const wasDetached = timeline.detached !== null;
    if (position) timeline.open(page, query, position);
    else timeline.add(page, query);
    if (wasDetached && !timeline.detached) this.#counts.merged++;
  }

  #expectCorrect(): void {
    const { messages, detached, head, older } = this.timeline;
    const all = reduceEvents(this.#events.slice(0, head));
    expect([head, messages]).toEqual([this.#head, expectedMessages(this.#events, head, messages)]);
    expect(messages.at(-1)?.seq).toBe(all.at(-1)?.seq);
    expect(older).toBe(all.some(({ seq }) => seq < (messages[0]?.seq ?? Infinity)));
    if (!detached) return;
    this.#counts.detached++;
    expect(detached.messages).toEqual(expectedMessages(this.#events, head, detached.messages, false));
    expect(detached.messages.at(-1)!.seq).toBeLessThan(messages[0]!.seq);
    expect(detached.older).toBe(all.some(({ seq }) => seq < detached.messages[0]!.seq));
  }
}
