import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import type { Position } from '../../src/timeline/position.ts';
import { RoomTimeline } from '../../src/timeline/room-timeline.ts';
import { posted } from './arbitrary-log.ts';
import { pageOf } from './reference-page.ts';

/** Posts with these `seq`, the first and the last one included. */
export function posts(first: number, last: number): Event[] {
  return Array.from({ length: last - first + 1 }, (_, index) => posted(first + index));
}

/** The snapshot of a room with these events, with at most its newest `limit` messages. */
export function snapshot(events: readonly Event[], limit = Infinity): Snapshot {
  const { newer: _newer, ...page } = pageOf(events, 'newest', limit);
  return page;
}

/** A timeline that starts from `snapshot`. */
export function timelineOf(events: readonly Event[], limit = Infinity): RoomTimeline {
  const timeline = new RoomTimeline();
  timeline.reset(snapshot(events, limit));
  return timeline;
}

/** Adds the page before `before`, read when only these events had happened. */
export function addOlder(
  timeline: RoomTimeline,
  events: readonly Event[],
  before: number,
  limit: number,
  overrides: Partial<MessagePage> = {},
): void {
  timeline.add({ ...pageOf(events, { before }, limit), ...overrides }, { before });
}

export function queryOf(position: Position): PageQuery {
  return 'seq' in position ? { around: position.seq } : position;
}

/** Shows the position, for which a page is opened if it is not loaded. Returns the `seq` that was found. */
export function jump(
  timeline: RoomTimeline,
  events: readonly Event[],
  position: Position,
  limit = 4,
): number | null | undefined {
  const query = queryOf(position);
  return timeline.seek(position) ?? timeline.open(pageOf(events, query, limit), query, position);
}

/** Loads a page at one end of what is shown. */
export function grow(timeline: RoomTimeline, events: readonly Event[], end: 'older' | 'newer', limit = 4): void {
  const { messages } = timeline.detached ?? timeline;
  const query = end === 'older' ? { before: messages[0]!.seq } : { after: messages.at(-1)!.seq };
  timeline.add(pageOf(events, query, limit), query);
}
