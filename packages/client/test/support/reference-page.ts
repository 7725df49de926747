import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import { topicAfter, reduceEvents } from './reference-reducer.ts';

/** HTTP-3: the page of a room with these events, the simplest implementation. */
export function pageOf(
  events: readonly Event[],
  query: PageQuery | 'newest',
  limit: number,
  { room = 'tea', epoch = 'first' } = {},
): MessagePage {
  const messages = reduceEvents(events);
  const [from, to] = span(messages, query, limit);
  const cid = events.at(-1)?.cid;
  return {
    room,
    epoch,
    head: events.length,
    ...(cid !== undefined && { cid }),
    messages: messages.slice(from, to),
    older: from > 0,
    newer: to < messages.length,
    topic: topicAfter(events),
  };
}

function span(
  messages: readonly { seq: number; at: number }[],
  query: PageQuery | 'newest',
  limit: number,
): [number, number] {
  const indexOf = (matches: (message: { seq: number; at: number }) => boolean): number => {
    const index = messages.findIndex(matches);
    return index === -1 ? messages.length : index;
  };
  if (query === 'newest') return [Math.max(0, messages.length - limit), messages.length];
  if ('after' in query) {
    const from = indexOf(({ seq }) => seq > query.after);
    return [from, Math.min(messages.length, from + limit)];
  }
  if ('before' in query) {
    const to = indexOf(({ seq }) => seq >= query.before);
    return [Math.max(0, to - limit), to];
  }
  const middle = indexOf(({ seq, at }) => ('around' in query ? seq >= query.around : at >= query.at));
  // Without a newer message the newest one is in the middle.
  const from = Math.max(0, Math.min(middle, messages.length - 1) - Math.floor(limit / 2));
  return [from, Math.min(messages.length, from + limit)];
}
