import { describe, expect, it } from 'vitest';
import type { Event, Message } from '@hubbub/protocol/events';
import type { RoomTimeline } from '../src/timeline/room-timeline.ts';
import type { Position } from '../src/timeline/position.ts';
import { edited, posted, reacted } from './support/arbitrary-log.ts';
import { seqsOf } from './support/fixtures.ts';
import { pageOf } from './support/reference-page.ts';
import { grow, jump, posts, timelineOf } from './support/timelines.ts';

/** The `seq` of the first and of the last message, and how many there are. */
const rangeOf = (messages: readonly Message[] | undefined) =>
  messages && [messages[0]?.seq, messages.at(-1)?.seq, messages.length];

describe('a detached segment', () => {
  const events = posts(1, 40);

  it('is a page around a position that the newest messages do not include, and grows at both ends', () => {
    const timeline = timelineOf(events, 4);
    expect(timeline.detached).toBeNull();
    expect(jump(timeline, events, { seq: 20 })).toBe(20);
    expect(seqsOf(timeline.detached?.messages)).toEqual([18, 19, 20, 21]);
    expect(seqsOf(timeline.messages)).toEqual([37, 38, 39, 40]);
    const before = timeline.detached;
    expect(timeline.detached).toBe(before);
    grow(timeline, events, 'older');
    grow(timeline, events, 'newer', 2);
    expect(seqsOf(timeline.detached?.messages)).toEqual([14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    expect(timeline.detached).toMatchObject({ older: true, newer: true });
    expect(seqsOf(before?.messages)).toEqual([18, 19, 20, 21]);
    for (let pages = 0; pages < 4; pages++) grow(timeline, events, 'older');
    expect(timeline.detached).toMatchObject({ older: false, newer: true });
  });

  it('merges with the newest messages when it reaches them', () => {
    for (const limit of [1, 2, 4, 16, 17, 30]) {
      const timeline = timelineOf(events, 4);
      jump(timeline, events, { seq: 20 });
      while (timeline.detached) grow(timeline, events, 'newer', limit);
      expect(rangeOf(timeline.messages)).toEqual([18, 40, 23]);
      expect(timeline.older).toBe(true);
    }
  });

  it('also merges when the newest messages reach it, or touch it without a common message', () => {
    const timeline = timelineOf(events, 4);
    jump(timeline, events, { seq: 20 });
    for (const before of [37, 33, 29]) timeline.add(pageOf(events, { before }, 4), { before });
    expect([rangeOf(timeline.detached?.messages), timeline.messages[0]?.seq]).toEqual([[18, 21, 4], 25]);
    timeline.add(pageOf(events, { before: 25 }, 3), { before: 25 });
    expect([timeline.detached, rangeOf(timeline.messages)]).toEqual([null, [18, 40, 23]]);
  });

  it('is not created when the newest messages include the position, and can be dropped', () => {
    const timeline = timelineOf(events, 4);
    jump(timeline, events, { seq: 20 });
    expect(timeline.seek({ seq: 21 })).toBe(21);
    expect(timeline.detached).not.toBeNull();
    expect(timeline.seek({ seq: 38 })).toBe(38);
    expect(timeline.detached).toBeNull();
    expect(jump(timeline, events, { seq: 36 })).toBe(36);
    expect([timeline.detached, rangeOf(timeline.messages)]).toEqual([null, [34, 40, 7]]);
  });

  it('returns the message itself, the next newer one, the newest, or none in an empty room', () => {
    const log = [...posts(1, 10), edited(11, 1, 'x'), edited(12, 1, 'y'), ...posts(13, 30)];
    const find = (position: Position, limit = 4) => jump(timelineOf(log, limit), log, position);
    expect([find({ seq: 11 }), find({ seq: 12 }, 30), find({ seq: 99 }), find({ seq: 0 })]).toEqual([13, 13, 30, 1]);
    // The message with seq n was posted at 1,000 + n.
    expect([find({ at: 1_005 }), find({ at: 1_011 }), find({ at: 1_029 }), find({ at: 9_999 })]).toEqual([
      5, 13, 29, 30,
    ]);
    expect([find({ at: 3 }), find({ at: 1_005 }, 30), find({ at: 3 }, 30)]).toEqual([1, 5, 1]);
    expect([jump(timelineOf([], 4), [], { seq: 3 }), jump(timelineOf([], 4), [], { at: 3 })]).toEqual([null, null]);
  });

  it('requests a time again when only some messages of that time are loaded', () => {
    const log = posts(1, 10).map((event): Event => ({ ...event, at: 7 }));
    const timeline = timelineOf(log, 4);
    expect(timeline.seek({ at: 7 })).toBeUndefined();
    expect(timeline.seek({ at: 8 })).toBe(10);
  });

  it('applies events, and brings late pages up to date', () => {
    const timeline = timelineOf(events, 4);
    jump(timeline, events, { seq: 20 });
    const earlyPage = pageOf(events, { before: 18 }, 2);
    for (const event of [edited(41, 20, 'better'), reacted(42, 17, '👍'), posted(43)]) timeline.apply(event);
    expect(timeline.detached?.messages[2]).toMatchObject({ text: 'better', revision: 41 });
    timeline.add(earlyPage, { before: 18 });
    expect(timeline.detached?.messages[1]).toMatchObject({ seq: 17, reactions: [{ emoji: '👍' }] });
  });

  it('ignores a page of another epoch, one from before the timeline began, and one that does not touch it', () => {
    const timeline = timelineOf(events, 4);
    const otherEpoch = { ...pageOf(events, { around: 20 }, 4), epoch: 'second' };
    expect(timeline.open(otherEpoch, { around: 20 }, { seq: 20 })).toBeUndefined();
    expect(timeline.open(pageOf(events.slice(0, 39), { around: 20 }, 4), { around: 20 }, { seq: 20 })).toBeUndefined();
    expect(timeline.detached).toBeNull();
    jump(timeline, events, { seq: 20 });
    const latePage = pageOf(events, { before: 18 }, 2);
    jump(timeline, events, { seq: 5 });
    timeline.add(latePage, { before: 18 });
    expect(seqsOf(timeline.detached?.messages)).toEqual([3, 4, 5, 6]);
  });

  it('is dropped when the timeline starts again', () => {
    const timeline = timelineOf(events, 4);
    jump(timeline, events, { seq: 20 });
    timeline.reset(pageOf(posts(1, 90), 'newest', 4));
    expect(timeline.detached).toBeNull();
  });

  it('shows only messages up to its own head of a page that was read later', () => {
    const timeline = timelineOf(events, 4);
    jump(timeline, events, { seq: 20 });
    const log = [...events, ...posts(41, 45)];
    timeline.add(pageOf(log, { after: 21 }, 50), { after: 21 });
    expect([timeline.detached, rangeOf(timeline.messages)]).toEqual([null, [18, 40, 23]]);
    timeline.apply(posted(41));
    expect(rangeOf(timeline.messages)).toEqual([18, 41, 24]);
  });
});

describe('a timeline that is open for days', () => {
  const history = posts(1, 12_000);
  const receive = (timeline: RoomTimeline, from: number, to: number) => {
    for (let seq = from; seq <= to; seq++) expect(timeline.apply(history[seq - 1]!)).toBe('applied');
  };

  it('keeps 2,000 to 4,000 of the newest messages without a hold', () => {
    const timeline = timelineOf([], 50);
    receive(timeline, 1, 4_000);
    expect([timeline.messages.length, timeline.older]).toEqual([4_000, false]);
    receive(timeline, 4_001, 4_001);
    expect([rangeOf(timeline.messages), timeline.older]).toEqual([[2_002, 4_001, 2_000], true]);
    timeline.hold(2_100);
    receive(timeline, 4_002, 6_500);
    expect(timeline.messages).toHaveLength(4_499);
    timeline.hold(null);
    receive(timeline, 6_501, 6_501);
    expect(timeline.messages).toHaveLength(2_000);
  });

  it('detaches the part that is being read when it is too long', () => {
    const timeline = timelineOf([], 50);
    receive(timeline, 1, 3_000);
    timeline.hold(1_000);
    receive(timeline, 3_001, 5_000);
    expect([timeline.messages.length, timeline.detached]).toEqual([5_000, null]);
    receive(timeline, 5_001, 5_001);
    expect([rangeOf(timeline.detached?.messages), rangeOf(timeline.messages)]).toEqual([
      [500, 1_499, 1_000],
      [4_002, 5_001, 1_000],
    ]);
    expect([timeline.detached?.older, timeline.older]).toEqual([true, true]);
    receive(timeline, 5_002, 9_000);
    expect(rangeOf(timeline.detached?.messages)).toEqual([500, 1_499, 1_000]);
    expect(timeline.messages.length).toBeLessThanOrEqual(4_000);
  });

  it('holds the first messages of a room, and those near the newest ones without detaching them', () => {
    const first = timelineOf([], 50);
    first.hold(1);
    receive(first, 1, 5_001);
    expect([rangeOf(first.detached?.messages), first.detached?.older]).toEqual([[1, 500, 500], false]);
    for (const [held, keptCount] of [
      [4_600, 1_000],
      [4_000, 1_502],
    ] as const) {
      const last = timelineOf([], 50);
      last.hold(held);
      receive(last, 1, 5_001);
      expect([last.detached, last.messages.length, last.older]).toEqual([null, keptCount, true]);
    }
  });

  it('keeps 2,000 messages of a detached segment, and drops those far from the growing end', () => {
    const timeline = timelineOf(history, 50);
    jump(timeline, history, { seq: 6_000 }, 100);
    for (let pages = 0; pages < 12; pages++) grow(timeline, history, 'older', 200);
    expect(rangeOf(timeline.detached?.messages)).toEqual([3_550, 5_549, 2_000]);
    for (let pages = 0; pages < 3; pages++) grow(timeline, history, 'newer', 200);
    expect([rangeOf(timeline.detached?.messages), timeline.detached?.older]).toEqual([[4_150, 6_149, 2_000], true]);
  });

  it('holds the position where a detached segment merged', () => {
    const timeline = timelineOf(history.slice(0, 9_000), 50);
    jump(timeline, history.slice(0, 9_000), { seq: 8_000 }, 100);
    for (let pages = 0; pages < 5; pages++) grow(timeline, history.slice(0, 9_000), 'newer', 200);
    expect([timeline.detached, timeline.messages[0]?.seq]).toEqual([null, 7_950]);
    receive(timeline, 9_001, 12_000);
    expect(timeline.messages.length).toBe(4_051);
    timeline.returnToNewest();
    timeline.apply(posted(12_001));
    expect(timeline.messages.length).toBe(2_000);
  });
});
