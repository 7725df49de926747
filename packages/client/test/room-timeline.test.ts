import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import { RoomTimeline } from '../src/timeline/room-timeline.ts';
import { deleted, edited, posted, randomLog, reacted, unreacted } from './support/arbitrary-log.ts';
import { reactionsOf, textsOf } from './support/fixtures.ts';
import { counted } from './support/reference-reducer.ts';
import { reduceEvents, topicAfter } from './support/reference-reducer.ts';
import { snapshot, timelineOf } from './support/timelines.ts';

describe('a room timeline', () => {
  it('is empty, at head 0 and without an epoch before its first snapshot, and applies no event', () => {
    const timeline = new RoomTimeline();
    expect([timeline.messages, timeline.head, timeline.epoch, timeline.older]).toEqual([[], 0, null, false]);
    expect(timeline.apply(posted(1))).toBe('gap');
    expect(timeline.messages).toEqual([]);
  });

  it('applies the next event, ignores a known one, and reports a gap', () => {
    const timeline = timelineOf([posted(1), posted(2)]);
    expect(timeline.apply(posted(4))).toBe('gap');
    expect(timeline.head).toBe(2);
    expect(timeline.apply(posted(2))).toBe('known');
    expect(timeline.apply(posted(3))).toBe('applied');
    expect(timeline.apply(posted(4))).toBe('applied');
    expect(textsOf({ timeline })).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
  });

  it('returns a new array after a change, otherwise the same one, and never changes an old one', () => {
    const timeline = timelineOf([posted(1), posted(2)]);
    const before = timeline.messages;
    timeline.apply(posted(2));
    expect(timeline.messages).toBe(before);
    timeline.apply(edited(3, 2, 'better'));
    expect(before.map(({ text }) => text)).toEqual(['message 1', 'message 2']);
    expect(timeline.messages).not.toBe(before);
    expect(timeline.messages[0]).toBe(before[0]);
    expect(timeline.messages[1]).toMatchObject({ seq: 2, text: 'better', revision: 3, editedAt: 1_003 });
  });

  it('does not modify the snapshot that it was given', () => {
    const original = snapshot([posted(1)]);
    const timeline = new RoomTimeline();
    timeline.reset(original);
    timeline.apply(posted(2));
    expect(original.messages).toHaveLength(1);
  });

  it('advances its head for events of unknown types', () => {
    const timeline = timelineOf([posted(1)]);
    expect(timeline.apply({ ...posted(2), type: 'pinned', target: 1 } as unknown as Event)).toBe('applied');
    expect([timeline.head, timeline.messages]).toEqual([2, reduceEvents([posted(1)])]);
  });

  it('keeps a message’s kind, reply and mentions', () => {
    const mentions = [{ id: 'bob', name: 'Bob' }];
    const timeline = timelineOf([posted(1)]);
    timeline.apply(posted(2, { kind: 'action', reply: 1, mentions }));
    expect(timeline.messages[1]).toMatchObject({ kind: 'action', reply: 1, mentions });
    timeline.apply(edited(3, 2, 'for nobody'));
    expect(timeline.messages[1]).not.toHaveProperty('mentions');
    timeline.apply(edited(4, 2, '@Bob', { mentions }));
    expect(timeline.messages[1]).toMatchObject({ kind: 'action', reply: 1, mentions, editedAt: 1_004 });
  });

  it('lists each person once per emoji, in order of reaction, and no emoji without people', () => {
    const timeline = timelineOf([posted(1)]);
    const log: Event[] = [];
    const apply = (event: Event) => {
      log.push(counted(log, event));
      expect(timeline.apply(log.at(-1)!)).toBe('applied');
    };
    apply(unreacted(2, 1, '👍'));
    expect(timeline.messages[0]).not.toHaveProperty('reactions');
    expect(timeline.messages[0]!.revision).toBe(2);
    for (const event of [reacted(3, 1, '👍'), reacted(4, 1, '🍵', 'bob'), reacted(5, 1, '👍', 'bob')]) apply(event);
    apply(reacted(6, 1, '👍'));
    expect(reactionsOf(timeline.messages[0])).toEqual(['👍 Ann Bob', '🍵 Bob']);
    apply(unreacted(7, 1, '👍'));
    expect(reactionsOf(timeline.messages[0])).toEqual(['👍 Bob', '🍵 Bob']);
    apply(reacted(8, 1, '👍'));
    apply(unreacted(9, 1, '🍵', 'bob'));
    expect(reactionsOf(timeline.messages[0])).toEqual(['👍 Bob Ann']);
    apply(edited(10, 1, 'better'));
    expect(reactionsOf(timeline.messages[0])).toEqual(['👍 Bob Ann']);
    for (const [index, by] of (['ann', 'bob'] as const).entries()) apply(unreacted(11 + index, 1, '👍', by));
    expect(timeline.messages[0]).not.toHaveProperty('reactions');
  });

  it('keeps of a deleted message only that it existed', () => {
    const mentions = [{ id: 'bob', name: 'Bob' }];
    const timeline = timelineOf([posted(1), posted(2, { mentions, reply: 1 }), reacted(3, 2, '👍')]);
    timeline.apply(deleted(4, 2));
    const { at, by, name, cid } = timeline.messages[1]!;
    expect(timeline.messages[1]).toEqual({ seq: 2, at, by, name, cid, text: '', reply: 1, revision: 4, deleted: true });
  });

  it('takes the topic from its snapshot and from later events', () => {
    const events = [posted(1), posted(2, { kind: 'topic', text: 'tea' })];
    const timeline = timelineOf(events, 1);
    expect(timeline.topic).toMatchObject({ text: 'tea', seq: 2, name: 'Ann' });
    timeline.apply(posted(3, { kind: 'topic', text: 'cake' }));
    expect(timeline.topic).toEqual({ text: 'cake', seq: 3, at: 1_003, by: 'ann', name: 'Ann' });
    timeline.apply(posted(4, { kind: 'topic', text: '' }));
    expect(timeline.topic).toBeNull();
  });

  it('equals a fresh snapshot after any snapshot and the events since', () => {
    fc.assert(
      fc.property(randomLog(40), fc.nat(), (events, pick) => {
        const from = pick % (events.length + 1);
        const timeline = timelineOf(events.slice(0, from));
        for (const event of events.slice(from)) expect(timeline.apply(event)).toBe('applied');
        const fresh = timelineOf(events);
        expect(timeline.messages).toEqual(fresh.messages);
        expect([timeline.head, timeline.topic]).toEqual([fresh.head, topicAfter(events)]);
      }),
    );
  });
});
