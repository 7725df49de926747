import type { Event, Posted } from '@hubbub/protocol/events';
import type { Joined, ResetReason, ServerLine } from '@hubbub/protocol/lines';
import { reduceEvents, topicAfter } from './reference-reducer.ts';

export function posted(seq: number, overrides: Partial<Posted> = {}): Posted {
  return {
    type: 'posted',
    room: 'tea',
    seq,
    at: 1_000,
    by: 'bob',
    name: 'Bob',
    cid: `bob ${seq}`,
    text: `${seq}`,
    ...overrides,
  };
}

/** The event of ann's own message with this cid. */
export function postedByAnn(seq: number, cid: string): Posted {
  return posted(seq, { by: 'ann', name: 'Ann', cid });
}

/** The snapshot of a room with these events. */
export function joined(room: string, events: Event[] = [], overrides: Partial<Joined> = {}): Joined {
  const { seq: head, cid } = events.at(-1) ?? { seq: 0 };
  const messages = reduceEvents(events);
  return {
    type: 'joined',
    room,
    epoch: 'first',
    head,
    ...(cid !== undefined && { cid }),
    messages,
    older: false,
    topic: topicAfter(events),
    ...overrides,
  };
}

/** The answer to a resume that is impossible: a snapshot of the room with these events. */
export function reset(
  reason: ResetReason,
  room: string,
  events: Event[] = [],
  overrides: Partial<Joined> = {},
): ServerLine {
  return { ...joined(room, events, overrides), type: 'reset', reason };
}

export function resumed(after: number, head: number, epoch = 'first'): ServerLine {
  return { type: 'resumed', room: 'tea', epoch, after, head };
}

export function refusal(overrides: Partial<Extract<ServerLine, { type: 'error' }>>): ServerLine {
  return { type: 'error', code: 'store_failed', message: 'No.', ...overrides };
}
