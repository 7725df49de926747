import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Message } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { PageQuery } from '../src/timeline/fetch-page.ts';
import { pageOf } from './support/reference-page.ts';
import type { Position } from '../src/timeline/position.ts';
import { edited, posted, randomLog, reacted } from './support/arbitrary-log.ts';
import { RoomTimeline } from '../src/timeline/room-timeline.ts';
import { expectedMessages, reduceEvents } from './support/reference-reducer.ts';

const posts = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => posted(from + index));
const seqs = (messages: readonly Message[] | undefined) => messages?.map(({ seq }) => seq);
const ends = (messages: readonly Message[] | undefined) =>
  messages && [messages[0]?.seq, messages.at(-1)?.seq, messages.length];

/** A log whose newest `limit` messages are here. */
function started(events: readonly Event[], limit: number, more: Partial<MessagePage> = {}): RoomTimeline {
  const log = new RoomTimeline();
  log.reset({ ...pageOf(events, 'newest', limit), ...more });
  return log;
}
const queryOf = (where: Position): PageQuery => ('seq' in where ? { around: where.seq } : where);
function show(log: RoomTimeline, events: readonly Event[], where: Position, limit = 4): number | null | undefined {
  return log.seek(where) ?? log.open(pageOf(events, queryOf(where), limit), queryOf(where), where);
}
function grow(log: RoomTimeline, events: readonly Event[], end: 'older' | 'newer', limit = 4): void {
  const { messages } = log.detached ?? log;
  const query = end === 'older' ? { before: messages[0]!.seq } : { after: messages.at(-1)!.seq };
  log.add(pageOf(events, query, limit), query);
}

describe('a detached segment', () => {
  const events = posts(1, 40);

  it('is a page around a position that the newest messages do not include, and grows at both ends', () => {
    const log = started(events, 4);
    expect(log.detached).toBeNull();
    expect(show(log, events, { seq: 20 })).toBe(20);
    expect(seqs(log.detached?.messages)).toEqual([18, 19, 20, 21]);
    expect(seqs(log.messages)).toEqual([37, 38, 39, 40]);
    const before = log.detached;
    expect(log.detached).toBe(before);
    grow(log, events, 'older');
    grow(log, events, 'newer', 2);
    expect(seqs(log.detached?.messages)).toEqual([14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    expect(log.detached).toMatchObject({ older: true, newer: true });
    expect(seqs(before?.messages)).toEqual([18, 19, 20, 21]);
    for (let pages = 0; pages < 4; pages++) grow(log, events, 'older');
    expect(log.detached).toMatchObject({ older: false, newer: true });
  });

  it('merges with the newest messages when it reaches them', () => {
    for (const limit of [1, 2, 4, 16, 17, 30]) {
      const log = started(events, 4);
      show(log, events, { seq: 20 });
      while (log.detached) grow(log, events, 'newer', limit);
      expect(ends(log.messages)).toEqual([18, 40, 23]);
      expect(log.older).toBe(true);
    }
  });

  it('merges also when they reach it, or touch it without a common message', () => {
    const log = started(events, 4);
    show(log, events, { seq: 20 });
    for (const before of [37, 33, 29]) log.add(pageOf(events, { before }, 4), { before });
    expect([ends(log.detached?.messages), log.messages[0]?.seq]).toEqual([[18, 21, 4], 25]);
    log.add(pageOf(events, { before: 25 }, 3), { before: 25 });
    expect([log.detached, ends(log.messages)]).toEqual([null, [18, 40, 23]]);
  });

  it('is not created when the newest messages include the position, and can be dropped', () => {
    const log = started(events, 4);
    show(log, events, { seq: 20 });
    expect(log.seek({ seq: 21 })).toBe(21);
    expect(log.detached).not.toBeNull();
    expect(log.seek({ seq: 38 })).toBe(38);
    expect(log.detached).toBeNull();
    expect(show(log, events, { seq: 36 })).toBe(36);
    expect([log.detached, ends(log.messages)]).toEqual([null, [34, 40, 7]]);
  });

  it('returns the message itself, the next newer one, the newest, or none in an empty room', () => {
    const some = [...posts(1, 10), edited(11, 1, 'x'), edited(12, 1, 'y'), ...posts(13, 30)];
    const find = (where: Position, limit = 4) => show(started(some, limit), some, where);
    expect([find({ seq: 11 }), find({ seq: 12 }, 30), find({ seq: 99 }), find({ seq: 0 })]).toEqual([13, 13, 30, 1]);
    // The message with seq n was posted at 1,000 + n.
    expect([find({ at: 1_005 }), find({ at: 1_011 }), find({ at: 1_029 }), find({ at: 9_999 })]).toEqual([
      5, 13, 29, 30,
    ]);
    expect([find({ at: 3 }), find({ at: 1_005 }, 30), find({ at: 3 }, 30)]).toEqual([1, 5, 1]);
    expect([show(started([], 4), [], { seq: 3 }), show(started([], 4), [], { at: 3 })]).toEqual([null, null]);
  });

  it('requests a time again when only some messages of that time are loaded', () => {
    const same = posts(1, 10).map((event): Event => ({ ...event, at: 7 }));
    const log = started(same, 4);
    expect(log.seek({ at: 7 })).toBeUndefined();
    expect(log.seek({ at: 8 })).toBe(10);
  });

  it('applies events, and brings late pages up to date', () => {
    const log = started(events, 4);
    show(log, events, { seq: 20 });
    const early = pageOf(events, { before: 18 }, 2);
    for (const event of [edited(41, 20, 'better'), reacted(42, 17, '👍'), posted(43)]) log.apply(event);
    expect(log.detached?.messages[2]).toMatchObject({ text: 'better', revision: 41 });
    log.add(early, { before: 18 });
    expect(log.detached?.messages[1]).toMatchObject({ seq: 17, reactions: [{ emoji: '👍' }] });
  });

  it('ignores a page of another epoch, one from before the timeline began, and one that does not touch it', () => {
    const log = started(events, 4);
    const elsewhere = { ...pageOf(events, { around: 20 }, 4), epoch: 'second' };
    expect(log.open(elsewhere, { around: 20 }, { seq: 20 })).toBeUndefined();
    expect(log.open(pageOf(events.slice(0, 39), { around: 20 }, 4), { around: 20 }, { seq: 20 })).toBeUndefined();
    expect(log.detached).toBeNull();
    show(log, events, { seq: 20 });
    const late = pageOf(events, { before: 18 }, 2);
    show(log, events, { seq: 5 });
    log.add(late, { before: 18 });
    expect(seqs(log.detached?.messages)).toEqual([3, 4, 5, 6]);
  });

  it('is dropped when the timeline starts again', () => {
    const log = started(events, 4);
    show(log, events, { seq: 20 });
    log.reset(pageOf(posts(1, 90), 'newest', 4));
    expect(log.detached).toBeNull();
  });

  it('shows of a page that was read later only messages up to its own head', () => {
    const log = started(events, 4);
    show(log, events, { seq: 20 });
    const later = [...events, ...posts(41, 45)];
    log.add(pageOf(later, { after: 21 }, 50), { after: 21 });
    expect([log.detached, ends(log.messages)]).toEqual([null, [18, 40, 23]]);
    log.apply(posted(41));
    expect(ends(log.messages)).toEqual([18, 41, 24]);
  });
});

describe('a timeline that is open for days', () => {
  const history = posts(1, 12_000);
  const hears = (log: RoomTimeline, from: number, to: number) => {
    for (let seq = from; seq <= to; seq++) expect(log.apply(history[seq - 1]!)).toBe('applied');
  };

  it('keeps 2,000 to 4,000 of the newest messages without a hold', () => {
    const log = started([], 50);
    hears(log, 1, 4_000);
    expect([log.messages.length, log.older]).toEqual([4_000, false]);
    hears(log, 4_001, 4_001);
    expect([ends(log.messages), log.older]).toEqual([[2_002, 4_001, 2_000], true]);
    log.hold(2_100);
    hears(log, 4_002, 6_500);
    expect(log.messages).toHaveLength(4_499);
    log.hold(null);
    hears(log, 6_501, 6_501);
    expect(log.messages).toHaveLength(2_000);
  });

  it('detaches the part that is being read when it is too long', () => {
    const log = started([], 50);
    hears(log, 1, 3_000);
    log.hold(1_000);
    hears(log, 3_001, 5_000);
    expect([log.messages.length, log.detached]).toEqual([5_000, null]);
    hears(log, 5_001, 5_001);
    expect([ends(log.detached?.messages), ends(log.messages)]).toEqual([
      [500, 1_499, 1_000],
      [4_002, 5_001, 1_000],
    ]);
    expect([log.detached?.older, log.older]).toEqual([true, true]);
    hears(log, 5_002, 9_000);
    expect(ends(log.detached?.messages)).toEqual([500, 1_499, 1_000]);
    expect(log.messages.length).toBeLessThanOrEqual(4_000);
  });

  it('holds the first messages of a room, and those near the newest ones without detaching them', () => {
    const first = started([], 50);
    first.hold(1);
    hears(first, 1, 5_001);
    expect([ends(first.detached?.messages), first.detached?.older]).toEqual([[1, 500, 500], false]);
    for (const [held, kept] of [
      [4_600, 1_000],
      [4_000, 1_502],
    ] as const) {
      const last = started([], 50);
      last.hold(held);
      hears(last, 1, 5_001);
      expect([last.detached, last.messages.length, last.older]).toEqual([null, kept, true]);
    }
  });

  it('keeps 2,000 messages of a detached segment, and drops those far from the growing end', () => {
    const log = started(history, 50);
    show(log, history, { seq: 6_000 }, 100);
    for (let pages = 0; pages < 12; pages++) grow(log, history, 'older', 200);
    expect(ends(log.detached?.messages)).toEqual([3_550, 5_549, 2_000]);
    for (let pages = 0; pages < 3; pages++) grow(log, history, 'newer', 200);
    expect([ends(log.detached?.messages), log.detached?.older]).toEqual([[4_150, 6_149, 2_000], true]);
  });

  it('holds the position where a detached segment merged', () => {
    const log = started(history.slice(0, 9_000), 50);
    show(log, history.slice(0, 9_000), { seq: 8_000 }, 100);
    for (let pages = 0; pages < 5; pages++) grow(log, history.slice(0, 9_000), 'newer', 200);
    expect([log.detached, log.messages[0]?.seq]).toEqual([null, 7_950]);
    hears(log, 9_001, 12_000);
    expect(log.messages.length).toBe(4_051);
    log.returnToNewest();
    log.apply(posted(12_001));
    expect(log.messages.length).toBe(2_000);
  });
});

/** What a reader does, what the room does, and what the line does to the pages. */
const count = fc.integer({ min: 1, max: 6 });
const line = { limit: count, lateness: fc.nat(5), soon: fc.boolean() };
const doing = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('hear' as const), count }) },
  {
    weight: 9,
    arbitrary: fc.record({ does: fc.constantFrom('older' as const, 'newer' as const, 'newer' as const), ...line }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('show' as const), at: fc.boolean(), place: fc.nat(), ...line }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('arrive' as const), which: fc.nat(), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('follow' as const, 'restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('cut' as const), count }) },
);

it('LOG-7: with any pages in any order, each segment is correct and without gaps, and they never overlap', () => {
  const seen = { excerpts: 0, meetings: 0, changes: 0 };
  fc.assert(
    fc.property(randomLog(120), fc.nat(), fc.array(doing, { maxLength: 80, size: 'max' }), (events, at, doings) => {
      let head = at % (events.length + 1);
      let log = started(events.slice(0, head), 4);
      const coming: { page: MessagePage; query: PageQuery; where: Position | undefined }[] = [];
      const isTrue = () => {
        const { messages, detached } = log;
        const then = reduceEvents(events.slice(0, head));
        expect([log.head, messages]).toEqual([head, expectedMessages(events, head, messages)]);
        expect(messages.at(-1)?.seq).toBe(then.at(-1)?.seq);
        expect(log.older).toBe(then.some(({ seq }) => seq < (messages[0]?.seq ?? Infinity)));
        if (!detached) return;
        seen.excerpts++;
        expect(detached.messages).toEqual(expectedMessages(events, head, detached.messages, false));
        expect(detached.messages.at(-1)!.seq).toBeLessThan(messages[0]!.seq);
        expect(detached.older).toBe(then.some(({ seq }) => seq < detached.messages[0]!.seq));
      };
      const arrives = (index: number, again: boolean) => {
        const { page, query, where } = coming[index]!;
        if (!again) coming.splice(index, 1);
        const had = log.detached !== null;
        if (where) log.open(page, query, where);
        else log.add(page, query);
        if (had && !log.detached) seen.meetings++;
      };
      const asks = (
        query: PageQuery,
        { limit, lateness, soon }: { limit: number; lateness: number; soon: boolean },
        where?: Position,
      ) => {
        // It may be read before the newest events that are here, and after others that are not.
        const read = Math.min(events.length, Math.max(0, head + 3 - lateness));
        coming.push({ page: pageOf(events.slice(0, read), query, limit), query, where });
        if (soon) arrives(coming.length - 1, false);
      };
      for (const doing of doings) {
        const { messages } = log.detached ?? log;
        if (doing.does === 'hear') {
          const next = events.slice(head, head + doing.count);
          for (const event of next) expect(log.apply(event)).toBe('applied');
          head += next.length;
          if (log.detached && next.some(({ type }) => type !== 'posted')) seen.changes++;
        } else if (doing.does === 'older' || doing.does === 'newer') {
          const end = (doing.does === 'older' ? messages[0] : messages.at(-1))?.seq;
          if (end !== undefined) asks(doing.does === 'older' ? { before: end } : { after: end }, doing);
        } else if (doing.does === 'show') {
          const place = doing.place % (head + 2);
          const where = doing.at ? { at: 1_000 + place } : { seq: place };
          if (log.seek(where) === undefined) asks(queryOf(where), doing, where);
        } else if (doing.does === 'arrive') {
          if (coming.length > 0) arrives(doing.which % coming.length, doing.again);
        } else if (doing.does === 'follow') log.returnToNewest();
        else if (doing.does === 'cut') log.keepNewest(doing.count);
        else log = started(events.slice(0, head), 3);
        isTrue();
      }
      for (const event of events.slice(head)) log.apply(event);
      head = events.length;
      while (log.detached) grow(log, events, 'newer', 3);
      while (log.older) grow(log, events, 'older', 5);
      expect(log.messages).toEqual(reduceEvents(events));
    }),
    { numRuns: 400 },
  );
  expect(seen.excerpts).toBeGreaterThan(700);
  expect(seen.meetings).toBeGreaterThan(30);
  expect(seen.changes).toBeGreaterThan(60);
});
