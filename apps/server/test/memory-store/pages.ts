import type { Event, Message } from '@hubbub/protocol/events';
import type { PagePosition } from '../../src/chat/ports.ts';
import { seqAtTime } from '../../src/chat/log/seq-at-time.ts';

/** The part of all messages that is the page: from the first index up to the second, which is excluded. */
export function span(
  messages: Message[],
  events: Event[],
  where: PagePosition,
  limit: number,
): [from: number, to: number] {
  const count = messages.length;
  switch (where.type) {
    case 'newest':
      return [Math.max(0, count - limit), count];
    case 'before': {
      const older = olderThan(messages, where.seq);
      return [Math.max(0, older - limit), older];
    }
    case 'after': {
      const notNewer = messages.filter(({ seq }) => seq <= where.seq).length;
      return [notNewer, Math.min(count, notNewer + limit)];
    }
    case 'around':
      return around(messages, where.seq, limit);
    case 'time':
      return around(
        messages,
        seqAtTime(where.ms, events.length, (seq) => events[seq - 1]!.at),
        limit,
      );
  }
}

function around(messages: Message[], seq: number, limit: number): [from: number, to: number] {
  const count = messages.length;
  const centre = Math.max(0, Math.min(olderThan(messages, seq), count - 1));
  const from = Math.max(0, centre - Math.floor(limit / 2));
  return [from, Math.min(count, centre + limit - Math.floor(limit / 2))];
}

function olderThan(messages: Message[], seq: number): number {
  return messages.filter((message) => message.seq < seq).length;
}
