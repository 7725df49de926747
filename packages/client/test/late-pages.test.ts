import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import { deleted, edited, posted, randomLog, reacted, unreacted } from './support/arbitrary-log.ts';
import { reactionsOf, textsOf } from './support/fixtures.ts';
import { reduceEvents } from './support/reference-reducer.ts';
import { addOlder, posts, snapshot, timelineOf } from './support/timelines.ts';

describe('an older page', () => {
  it('is added once, and `older` is false after the first page of the room', () => {
    const events = posts(1, 6);
    const timeline = timelineOf(events, 2);
    expect(timeline.older).toBe(true);
    addOlder(timeline, events, 5, 2);
    addOlder(timeline, events, 5, 2);
    expect(timeline.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    addOlder(timeline, events, 3, 2);
    expect([timeline.messages.length, timeline.older]).toEqual([6, false]);
  });

  it('is changed by an edit that followed its read, but not by one that it includes', () => {
    const events = [posted(1), posted(2), posted(3), edited(4, 1, 'first edit'), edited(5, 1, 'second edit')];
    for (const read of [3, 4, 5]) {
      const timeline = timelineOf(events.slice(0, 3), 2);
      timeline.apply(events[3]!);
      if (read === 5) addOlder(timeline, events, 2, 5);
      timeline.apply(events[4]!);
      if (read !== 5) addOlder(timeline, events.slice(0, read), 2, 5);
      expect(timeline.messages).toEqual(reduceEvents(events));
    }
  });

  it('is changed by all later events, in order, any number of times', () => {
    const start = posts(1, 3);
    const earlier = [reacted(4, 1, '👍'), edited(5, 1, 'once'), reacted(6, 1, '🍵', 'bob'), unreacted(7, 1, '👍')];
    const later = [edited(8, 1, 'twice'), reacted(9, 2, '👍'), deleted(10, 2), reacted(11, 1, '👍', 'cy')];
    const events = [...start, ...earlier, ...later];
    for (const read of [3, 5, 7, 9, 11]) {
      const timeline = timelineOf(events.slice(0, 3), 1);
      for (const event of events.slice(3)) timeline.apply(event);
      addOlder(timeline, events.slice(0, read), 3, 1);
      addOlder(timeline, events.slice(0, read), 2, 1);
      expect(timeline.messages).toEqual(reduceEvents(events));
      timeline.keepNewest(1);
      addOlder(timeline, events.slice(0, read), 3, 2);
      expect(timeline.messages).toEqual(reduceEvents(events));
    }
  });

  it('is not changed by an edit that is older than the page', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'first edit'), edited(4, 1, 'second edit')];
    const timeline = timelineOf(events.slice(0, 2), 1);
    addOlder(timeline, events, 2, 5);
    timeline.apply(events[2]!);
    expect(textsOf({ timeline })).toEqual(['second edit', 'message 2']);
  });

  it('does not count a reaction twice', () => {
    const events = [posted(1), posted(2), reacted(3, 1, '👍'), unreacted(4, 1, '👍'), reacted(5, 1, '👍', 'bob')];
    const timeline = timelineOf(events.slice(0, 2), 1);
    addOlder(timeline, events, 2, 5);
    for (const event of events.slice(2)) timeline.apply(event);
    expect(reactionsOf(timeline.messages[0])).toEqual(['👍 Bob']);
  });

  it('shows when a message was edited that was deleted before the page arrived', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited'), deleted(4, 1)];
    const timeline = timelineOf(events.slice(0, 2), 1);
    timeline.apply(events[2]!);
    timeline.apply(events[3]!);
    addOlder(timeline, events.slice(0, 2), 2, 5);
    expect(timeline.messages).toEqual(reduceEvents(events));
  });

  it('is not changed by events of another epoch', () => {
    const timeline = timelineOf([posted(1), posted(2)], 1);
    timeline.apply(edited(3, 1, 'in the first history'));
    timeline.reset({ ...snapshot([posted(1), posted(2)], 1), epoch: 'second' });
    addOlder(timeline, [posted(1), posted(2)], 2, 5, { epoch: 'second' });
    expect(textsOf({ timeline })).toEqual(['message 1', 'message 2']);
  });

  it('is ignored when it is of another epoch, or from before the timeline began', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const timeline = timelineOf(events, 1);
    addOlder(timeline, events, 2, 5, { epoch: 'second' });
    addOlder(timeline, events.slice(0, 2), 2, 5);
    expect(timeline.messages.map(({ seq }) => seq)).toEqual([2]);
    addOlder(timeline, events, 2, 5);
    expect(timeline.messages).toEqual(reduceEvents(events));
  });

  it('is ignored when it lacks a change that the timeline no longer has', () => {
    const log = posts(1, 1_101);
    const timeline = timelineOf(log, 1);
    const edits = log.slice(0, 1_100).map(({ seq }, index) => edited(1_102 + index, seq, `edit of ${seq}`));
    for (const edit of edits) timeline.apply(edit);
    addOlder(timeline, log, 1_101, 2_000);
    expect(timeline.messages).toHaveLength(1);
    addOlder(timeline, [...log, ...edits.slice(0, 99)], 1_101, 2_000);
    expect(timeline.messages).toHaveLength(1);
    addOlder(timeline, [...log, ...edits.slice(0, 100)], 1_101, 2_000);
    expect(timeline.messages).toEqual(reduceEvents([...log, ...edits]));
  });

  it('is brought up to date by the last 1,000 changes, and by only the last edit of each message', () => {
    const start = posts(1, 2);
    const timeline = timelineOf(start, 1);
    const edits = Array.from({ length: 3_000 }, (_, index) => edited(3 + index, 1, `edit ${index}`));
    const events: Event[] = [...start, ...edits];
    for (const event of events.slice(2)) timeline.apply(event);
    addOlder(timeline, start, 2, 5);
    expect(timeline.messages).toEqual(reduceEvents(events));
    timeline.keepNewest(1);
    for (let index = 0; index < 1_001; index++) {
      const event = index % 2 === 0 ? reacted(3_003 + index, 1, '👍') : unreacted(3_003 + index, 1, '👍');
      events.push(event);
      timeline.apply(event);
    }
    addOlder(timeline, start, 2, 5);
    expect(timeline.messages).toHaveLength(1);
    addOlder(timeline, events.slice(0, 3_003), 2, 5);
    expect(timeline.messages).toEqual(reduceEvents(events));
  });

  it('brings back messages that were dropped', () => {
    const events = posts(1, 4);
    const timeline = timelineOf(events);
    timeline.keepNewest(10);
    expect([timeline.messages.length, timeline.older]).toEqual([4, false]);
    timeline.keepNewest(2);
    expect([textsOf({ timeline }), timeline.older]).toEqual([['message 3', 'message 4'], true]);
    addOlder(timeline, events, 3, 10);
    expect(timeline.messages).toEqual(reduceEvents(events));
  });

  it('of dropped messages is brought up to date', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const timeline = timelineOf(events.slice(0, 2));
    timeline.apply(events[2]!);
    timeline.keepNewest(1);
    addOlder(timeline, events.slice(0, 2), 2, 5);
    expect(textsOf({ timeline })).toEqual(['edited', 'message 2']);
  });

  it('is correct however late it arrives and however early it was read', () => {
    /** Pages of at most `limit` messages; each was read `lateness` events ago and arrives after `count` more. */
    const anyReads = fc.array(
      fc.record({ count: fc.nat(3), lateness: fc.nat(6), limit: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(randomLog(40), fc.nat(), anyReads, (events, pick, reads) => {
        const first = pick % (events.length + 1);
        let head = first;
        const timeline = timelineOf(events.slice(0, head), 3);
        const receive = (count: number) => {
          for (const event of events.slice(head, head + count)) expect(timeline.apply(event)).toBe('applied');
          head = Math.min(head + count, events.length);
        };
        for (const { count, lateness, limit } of reads) {
          const oldest = timeline.messages[0]?.seq ?? Infinity;
          const read = events.slice(0, Math.max(first, head - lateness));
          receive(count);
          addOlder(timeline, read, oldest, limit);
        }
        receive(events.length);
        while (timeline.older) addOlder(timeline, events, timeline.messages[0]!.seq, 4);
        expect(timeline.messages).toEqual(reduceEvents(events));
      }),
      { numRuns: 300 },
    );
  });
});
