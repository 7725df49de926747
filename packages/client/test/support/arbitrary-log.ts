import fc from 'fast-check';
import type { Event } from '@hubbub/protocol/events';
import { counted } from './reference-reducer.ts';

const room = 'tea';
const people = { ann: 'Ann', bob: 'Bob', cy: 'Cy', dee: 'Dee', eve: 'Eve', fay: 'Fay', gus: 'Gus' } as const;
type Id = keyof typeof people;

const common = (seq: number, by: Id = 'ann') => ({ room, seq, at: 1_000 + seq, by, cid: `c${seq}` });

export function posted(seq: number, overrides: Partial<Extract<Event, { type: 'posted' }>> = {}): Event {
  return { ...common(seq), type: 'posted', name: 'Ann', text: `message ${seq}`, ...overrides };
}
export function edited(
  seq: number,
  target: number,
  text: string,
  overrides: { mentions?: { id: string; name: string }[] } = {},
) {
  return { ...common(seq), type: 'edited', target, text, ...overrides } as const;
}
export function deleted(seq: number, target: number) {
  return { ...common(seq), type: 'deleted', target } as const;
}
/** `count` is right for the first person under the emoji. */
export function reacted(seq: number, target: number, emoji: string, by: Id = 'ann', count = 1) {
  return { ...common(seq, by), type: 'reacted', target, emoji, count, name: people[by] } as const;
}
/** `count` is right for the last person under the emoji. */
export function unreacted(seq: number, target: number, emoji: string, by: Id = 'ann', count = 0) {
  return { ...common(seq, by), type: 'unreacted', target, emoji, count } as const;
}

const entry = fc.record({
  action: fc.constantFrom(
    'post',
    'post',
    'post',
    'topic',
    'edit',
    'delete',
    'react',
    'react',
    'react',
    'unreact',
    'crowd',
  ),
  by: fc.constantFrom<Id>('ann', 'bob', 'cy', 'dee', 'eve', 'fay', 'gus'),
  pick: fc.nat(),
  emoji: fc.constantFrom('👍', '🍵'),
  /** With mentions and a reply; of a topic, with a text. */
  hasDetails: fc.boolean(),
});

/** A room's log from its first event on. Deleted messages and topics do not change. */
export function randomLog(maxLength: number): fc.Arbitrary<Event[]> {
  return fc.array(entry, { maxLength, size: 'max' }).map((entries) => {
    const events: Event[] = [];
    /** The messages that are not deleted. */
    const targets: number[] = [];
    for (const { action, by, pick, emoji, hasDetails } of entries) {
      const seq = events.length + 1;
      const target = targets[pick % targets.length];
      const mentions = hasDetails ? { mentions: [{ id: 'bob', name: 'Bob' }] } : {};
      if (action === 'topic') events.push(posted(seq, { kind: 'topic', text: hasDetails ? `topic ${seq}` : '' }));
      else if (action === 'post' || target === undefined) {
        events.push(posted(seq, { ...mentions, ...(hasDetails && target !== undefined && { reply: target }) }));
        targets.push(seq);
      } else if (action === 'edit') events.push(edited(seq, target, `edit ${seq}`, mentions));
      else if (action === 'react') events.push(counted(events, reacted(seq, target, emoji, by)));
      else if (action === 'crowd') {
        for (const id of Object.keys(people) as Id[])
          events.push(counted(events, reacted(events.length + 1, target, emoji, id)));
      } else if (action === 'unreact') events.push(counted(events, unreacted(seq, target, emoji, by)));
      else {
        events.push(deleted(seq, target));
        targets.splice(pick % targets.length, 1);
      }
    }
    return events;
  });
}
