import type { Event, Message } from '@hubbub/protocol/events';
import type { PagePosition } from '../../src/chat/ports.ts';
import { seqAtTime } from '../../src/chat/log/seq-at-time.ts';

/** Where a page is: the index of its position among all messages, and how many there may be on each side of it. */
export function pageSplit(
  messages: Message[],
  events: Event[],
  position: PagePosition,
  limit: number,
): [index: number, older: number, newer: number] {
  switch (position.type) {
    case 'newest':
      return [messages.length, limit, 0];
    case 'before':
      return [countBelow(messages, position.seq), limit, 0];
    case 'after':
      return [countBelow(messages, position.seq + 1), 0, limit];
    case 'around':
      return around(messages, position.seq, limit);
    case 'time':
      return around(
        messages,
        seqAtTime(position.ms, events.length, (seq) => events[seq - 1]!.at),
        limit,
      );
  }
}

function around(messages: Message[], seq: number, limit: number): [index: number, older: number, newer: number] {
  const centre = Math.max(0, Math.min(countBelow(messages, seq), messages.length - 1));
  const half = Math.floor(limit / 2);
  return [centre, half, limit - half];
}

function countBelow(messages: Message[], seq: number): number {
  return messages.filter((message) => message.seq < seq).length;
}
