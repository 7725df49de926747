import type { Event, Message } from '@hubbub/protocol/events';
import type { PagePosition } from '../../src/chat/ports.ts';
import { seqAtTime } from '../../src/chat/log/seq-at-time.ts';

/** The page as a slice of all messages: the index of its first message, and the one after its last. */
export function pageBounds(
  messages: Message[],
  events: Event[],
  position: PagePosition,
  limit: number,
): [from: number, to: number] {
  const count = messages.length;
  switch (position.type) {
    case 'newest':
      return [Math.max(0, count - limit), count];
    case 'before': {
      const older = countBelow(messages, position.seq);
      return [Math.max(0, older - limit), older];
    }
    case 'after': {
      const notNewer = messages.filter(({ seq }) => seq <= position.seq).length;
      return [notNewer, Math.min(count, notNewer + limit)];
    }
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

function around(messages: Message[], seq: number, limit: number): [from: number, to: number] {
  const count = messages.length;
  const centre = Math.max(0, Math.min(countBelow(messages, seq), count - 1));
  const from = Math.max(0, centre - Math.floor(limit / 2));
  return [from, Math.min(count, centre + limit - Math.floor(limit / 2))];
}

function countBelow(messages: Message[], seq: number): number {
  return messages.filter((message) => message.seq < seq).length;
}
