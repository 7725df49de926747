import type { MessagePage } from '@hubbub/protocol/http';
import type { PageQuery } from './fetch-page.ts';
import { Segment } from './segment.ts';

/** A place in a room: a message, or the first one from a time on (milliseconds since 1970). */
export type Position = { seq: number } | { at: number };

/** The place is in this piece, or below what it has at its end. Of a time that is sure only where something is older. */
export function reaches(piece: Segment, where: Position): boolean {
  if (!piece.older) return true;
  if ('seq' in where) return where.seq >= piece.from;
  const first = piece.messages[0];
  return first !== undefined && first.at < where.at;
}

/** The message there, or the next newer one, is not below the end of this piece. */
export function isAbove({ messages }: Segment, where: Position): boolean {
  const last = messages.at(-1);
  return last === undefined || ('seq' in where ? where.seq > last.seq : where.at > last.at);
}

/** The first message from there on, or the last one; null where there is none. */
export function locate({ messages }: Segment, where: Position): number | null {
  const found = messages.find(({ seq, at }) => ('seq' in where ? seq >= where.seq : at >= where.at));
  return (found ?? messages.at(-1))?.seq ?? null;
}

/**
 * What of the room a page has all messages of, by what was asked for, up to `head`: what is above that, this client has
 * not been told yet.
 */
export function segmentOf(
  { messages, older, newer, head: read }: MessagePage,
  asked: PageQuery,
  head: number,
): Segment {
  const first = messages[0]?.seq ?? Infinity;
  const last = messages.at(-1)?.seq ?? -1;
  const from = 'after' in asked ? asked.after + 1 : older ? first : 0;
  const end = 'before' in asked ? asked.before - 1 : newer ? last : Infinity;
  const to = Math.min(end, read, head);
  return new Segment(
    messages.filter(({ seq }) => seq >= from && seq <= to),
    from,
    to,
  );
}
