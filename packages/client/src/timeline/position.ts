import type { MessagePage } from '@hubbub/protocol/http';
import type { PageQuery } from './fetch-page.ts';
import { Segment } from './segment.ts';

/** A message, or the first one at or after a time (milliseconds since 1970). */
export type Position = { seq: number } | { at: number };

/**
 * Whether the segment starts at or before the position. For a time this is certain only if the segment has an older
 * message.
 */
export function startsBefore(segment: Segment, position: Position): boolean {
  if (!segment.older) return true;
  if ('seq' in position) return position.seq >= segment.from;
  const first = segment.messages[0];
  return first !== undefined && first.at < position.at;
}

/** Whether the position is after the segment's last message. */
export function isAfter({ messages }: Segment, position: Position): boolean {
  const last = messages.at(-1);
  return last === undefined || ('seq' in position ? position.seq > last.seq : position.at > last.at);
}

/** The `seq` of the first message at or after the position, else of the last one; null in an empty segment. */
export function locate({ messages }: Segment, position: Position): number | null {
  const found = messages.find(({ seq, at }) => ('seq' in position ? seq >= position.seq : at >= position.at));
  return (found ?? messages.at(-1))?.seq ?? null;
}

/** The part of a page that is complete, up to `head`: this client has not received the events after that. */
export function segmentOf(page: MessagePage, query: PageQuery, head: number): Segment {
  const { messages, older, newer } = page;
  const first = messages[0]?.seq ?? Infinity;
  const last = messages.at(-1)?.seq ?? -1;
  const from = 'after' in query ? query.after + 1 : older ? first : 0;
  const end = 'before' in query ? query.before - 1 : newer ? last : Infinity;
  const to = Math.min(end, page.head, head);
  const complete = messages.filter(({ seq }) => seq >= from && seq <= to);
  return new Segment(complete, from, to);
}
