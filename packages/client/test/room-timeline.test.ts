import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import { pageOf } from './support/reference-page.ts';
import { deleted, edited, posted, randomLog, reacted, unreacted } from './support/arbitrary-log.ts';
import { RoomTimeline } from '../src/timeline/room-timeline.ts';
import { topicAfter, reduceEvents } from './support/reference-reducer.ts';

function snapshot(events: readonly Event[], limit = Infinity): Snapshot {
  const { newer: _newer, ...page } = pageOf(events, 'newest', limit);
  return page;
}
function started(from: Snapshot): RoomTimeline {
  const log = new RoomTimeline();
  log.reset(from);
  return log;
}
/** A page that was read before `before`, when these events had happened. */
function prepend(
  log: RoomTimeline,
  events: readonly Event[],
  before: number,
  limit: number,
  more: Partial<MessagePage> = {},
) {
  log.add({ ...pageOf(events, { before }, limit), ...more }, { before });
}
const texts = (log: RoomTimeline) => log.messages.map(({ text }) => text);
const reactions = (log: RoomTimeline, index = 0) =>
  log.messages[index]?.reactions?.map(({ emoji, people }) => `${emoji} ${people.map(({ name }) => name).join(' ')}`);

describe('a room timeline', () => {
  it('is empty, at head 0 and without an epoch before its first snapshot, and applies no event', () => {
    const log = new RoomTimeline();
    expect([log.messages, log.head, log.epoch, log.older]).toEqual([[], 0, null, false]);
    expect(log.apply(posted(1))).toBe('gap');
    expect(log.messages).toEqual([]);
  });

  it('applies the next event, ignores a known one, and reports a gap', () => {
    const log = started(snapshot([posted(1), posted(2)]));
    expect(log.apply(posted(4))).toBe('gap');
    expect(log.head).toBe(2);
    expect(log.apply(posted(2))).toBe('known');
    expect(log.apply(posted(3))).toBe('applied');
    expect(log.apply(posted(4))).toBe('applied');
    expect(texts(log)).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
  });

  it('returns a new array after a change, otherwise the same one, and never changes an old one', () => {
    const log = started(snapshot([posted(1), posted(2)]));
    const before = log.messages;
    log.apply(posted(2));
    expect(log.messages).toBe(before);
    log.apply(edited(3, 2, 'better'));
    expect(before.map(({ text }) => text)).toEqual(['message 1', 'message 2']);
    expect(log.messages).not.toBe(before);
    expect(log.messages[0]).toBe(before[0]);
    expect(log.messages[1]).toMatchObject({ seq: 2, text: 'better', revision: 3, editedAt: 1_003 });
  });

  it('does not modify the snapshot that it was given', () => {
    const given = snapshot([posted(1)]);
    started(given).apply(posted(2));
    expect(given.messages).toHaveLength(1);
  });

  it('advances its head for events of unknown types', () => {
    const log = started(snapshot([posted(1)]));
    expect(log.apply({ ...posted(2), type: 'pinned', target: 1 } as unknown as Event)).toBe('applied');
    expect([log.head, log.messages]).toEqual([2, reduceEvents([posted(1)])]);
  });

  it('keeps a message’s kind, reply and mentions', () => {
    const mentions = [{ id: 'bob', name: 'Bob' }];
    const log = started(snapshot([posted(1)]));
    log.apply(posted(2, { kind: 'action', reply: 1, mentions }));
    expect(log.messages[1]).toMatchObject({ kind: 'action', reply: 1, mentions });
    log.apply(edited(3, 2, 'for nobody'));
    expect(log.messages[1]).not.toHaveProperty('mentions');
    log.apply(edited(4, 2, '@Bob', { mentions }));
    expect(log.messages[1]).toMatchObject({ kind: 'action', reply: 1, mentions, editedAt: 1_004 });
  });

  it('lists each person once per emoji, in order of reaction, and no emoji without people', () => {
    const log = started(snapshot([posted(1)]));
    const does = (event: Event) => expect(log.apply(event)).toBe('applied');
    does(unreacted(2, 1, '👍'));
    expect(log.messages[0]).not.toHaveProperty('reactions');
    expect(log.messages[0]!.revision).toBe(2);
    for (const event of [reacted(3, 1, '👍'), reacted(4, 1, '🍵', 'bob'), reacted(5, 1, '👍', 'bob')]) does(event);
    does(reacted(6, 1, '👍'));
    expect(reactions(log)).toEqual(['👍 Ann Bob', '🍵 Bob']);
    does(unreacted(7, 1, '👍'));
    expect(reactions(log)).toEqual(['👍 Bob', '🍵 Bob']);
    does(reacted(8, 1, '👍'));
    does(unreacted(9, 1, '🍵', 'bob'));
    expect(reactions(log)).toEqual(['👍 Bob Ann']);
    does(edited(10, 1, 'better'));
    expect(reactions(log)).toEqual(['👍 Bob Ann']);
    for (const [index, by] of (['ann', 'bob'] as const).entries()) does(unreacted(11 + index, 1, '👍', by));
    expect(log.messages[0]).not.toHaveProperty('reactions');
  });

  it('keeps of a deleted message only that it existed', () => {
    const mentions = [{ id: 'bob', name: 'Bob' }];
    const log = started(snapshot([posted(1), posted(2, { mentions, reply: 1 }), reacted(3, 2, '👍')]));
    log.apply(deleted(4, 2));
    const { at, by, name, cid } = log.messages[1]!;
    expect(log.messages[1]).toEqual({ seq: 2, at, by, name, cid, text: '', reply: 1, revision: 4, deleted: true });
  });

  it('takes the topic from its snapshot and from later events', () => {
    const events = [posted(1), posted(2, { kind: 'topic', text: 'tea' })];
    const log = started(snapshot(events, 1));
    expect(log.topic).toMatchObject({ text: 'tea', seq: 2, name: 'Ann' });
    log.apply(posted(3, { kind: 'topic', text: 'cake' }));
    expect(log.topic).toEqual({ text: 'cake', seq: 3, at: 1_003, by: 'ann', name: 'Ann' });
    log.apply(posted(4, { kind: 'topic', text: '' }));
    expect(log.topic).toBeNull();
  });

  it('adds an older page once, and reports whether there are more', () => {
    const events = [1, 2, 3, 4, 5, 6].map((seq) => posted(seq));
    const log = started(snapshot(events, 2));
    expect(log.older).toBe(true);
    prepend(log, events, 5, 2);
    prepend(log, events, 5, 2);
    expect(log.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    prepend(log, events, 3, 2);
    expect([log.messages.length, log.older]).toEqual([6, false]);
  });

  it('applies an edit to a page that was read before it, but not to one that was read after it', () => {
    const events = [posted(1), posted(2), posted(3), edited(4, 1, 'first edit'), edited(5, 1, 'second edit')];
    for (const read of [3, 4, 5]) {
      const log = started(snapshot(events.slice(0, 3), 2));
      log.apply(events[3]!);
      if (read === 5) prepend(log, events, 2, 5);
      log.apply(events[4]!);
      if (read !== 5) prepend(log, events.slice(0, read), 2, 5);
      expect(log.messages).toEqual(reduceEvents(events));
    }
  });

  it('applies all later changes to a page, in order, any number of times', () => {
    const start = [posted(1), posted(2), posted(3)];
    const one = [reacted(4, 1, '👍'), edited(5, 1, 'once'), reacted(6, 1, '🍵', 'bob'), unreacted(7, 1, '👍')];
    const two = [edited(8, 1, 'twice'), reacted(9, 2, '👍'), deleted(10, 2), reacted(11, 1, '👍', 'cy')];
    const events = [...start, ...one, ...two];
    for (const read of [3, 5, 7, 9, 11]) {
      const log = started(snapshot(events.slice(0, 3), 1));
      for (const event of events.slice(3)) log.apply(event);
      prepend(log, events.slice(0, read), 3, 1);
      prepend(log, events.slice(0, read), 2, 1);
      expect(log.messages).toEqual(reduceEvents(events));
      log.keepNewest(1);
      prepend(log, events.slice(0, read), 3, 2);
      expect(log.messages).toEqual(reduceEvents(events));
    }
  });

  it('does not apply an edit that is older than the page', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'first edit'), edited(4, 1, 'second edit')];
    const log = started(snapshot(events.slice(0, 2), 1));
    prepend(log, events, 2, 5);
    log.apply(events[2]!);
    expect(texts(log)).toEqual(['second edit', 'message 2']);
  });

  it('does not count a reaction twice that is in the page', () => {
    const events = [posted(1), posted(2), reacted(3, 1, '👍'), unreacted(4, 1, '👍'), reacted(5, 1, '👍', 'bob')];
    const log = started(snapshot(events.slice(0, 2), 1));
    prepend(log, events, 2, 5);
    for (const event of events.slice(2)) log.apply(event);
    expect(reactions(log)).toEqual(['👍 Bob']);
  });

  it('keeps the time of an edit when the message was deleted before its page arrived', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited'), deleted(4, 1)];
    const log = started(snapshot(events.slice(0, 2), 1));
    log.apply(events[2]!);
    log.apply(events[3]!);
    prepend(log, events.slice(0, 2), 2, 5);
    expect(log.messages).toEqual(reduceEvents(events));
  });

  it('forgets the changes of another epoch when it starts again', () => {
    const log = started(snapshot([posted(1), posted(2)], 1));
    log.apply(edited(3, 1, 'in the first history'));
    log.reset({ ...snapshot([posted(1), posted(2)], 1), epoch: 'second' });
    prepend(log, [posted(1), posted(2)], 2, 5, { epoch: 'second' });
    expect(texts(log)).toEqual(['message 1', 'message 2']);
  });

  it('ignores a page of another epoch, and one from before it began', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const log = started(snapshot(events, 1));
    prepend(log, events, 2, 5, { epoch: 'second' });
    prepend(log, events.slice(0, 2), 2, 5);
    expect(log.messages.map(({ seq }) => seq)).toEqual([2]);
    prepend(log, events, 2, 5);
    expect(log.messages).toEqual(reduceEvents(events));
  });

  it('ignores a page that lacks a change which it no longer has', () => {
    const posts = Array.from({ length: 1_101 }, (_, index) => posted(index + 1));
    const log = started(snapshot(posts, 1));
    const edits = posts.slice(0, 1_100).map(({ seq }, index) => edited(1_102 + index, seq, `edit of ${seq}`));
    for (const edit of edits) log.apply(edit);
    prepend(log, posts, 1_101, 2_000);
    expect(log.messages).toHaveLength(1);
    prepend(log, [...posts, ...edits.slice(0, 99)], 1_101, 2_000);
    expect(log.messages).toHaveLength(1);
    prepend(log, [...posts, ...edits.slice(0, 100)], 1_101, 2_000);
    expect(log.messages).toEqual(reduceEvents([...posts, ...edits]));
  });

  it('keeps the last 1,000 changes of any messages, and only the last edit of each', () => {
    const start = [posted(1), posted(2)];
    const [edits, more] = [Array.from({ length: 3_000 }), Array.from({ length: 1_001 })];
    const log = started(snapshot(start, 1));
    const events = [...start, ...edits.map((_, index) => edited(3 + index, 1, `edit ${index}`))];
    for (const event of events.slice(2)) log.apply(event);
    prepend(log, start, 2, 5);
    expect(log.messages).toEqual(reduceEvents(events));
    log.keepNewest(1);
    for (const index of more.keys()) {
      const event = index % 2 === 0 ? reacted(3_003 + index, 1, '👍') : unreacted(3_003 + index, 1, '👍');
      events.push(event);
      log.apply(event);
    }
    prepend(log, start, 2, 5);
    expect(log.messages).toHaveLength(1);
    prepend(log, events.slice(0, 3_003), 2, 5);
    expect(log.messages).toEqual(reduceEvents(events));
  });

  it('drops its oldest messages, which can be loaded again', () => {
    const events = [1, 2, 3, 4].map((seq) => posted(seq));
    const log = started(snapshot(events));
    log.keepNewest(10);
    expect([log.messages.length, log.older]).toEqual([4, false]);
    log.keepNewest(2);
    expect([texts(log), log.older]).toEqual([['message 3', 'message 4'], true]);
    prepend(log, events, 3, 10);
    expect(log.messages).toEqual(reduceEvents(events));
  });

  it('brings an old page of dropped messages up to date', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const log = started(snapshot(events.slice(0, 2)));
    log.apply(events[2]!);
    log.keepNewest(1);
    prepend(log, events.slice(0, 2), 2, 5);
    expect(texts(log)).toEqual(['edited', 'message 2']);
  });

  it('equals a fresh snapshot after any snapshot and the events since', () => {
    fc.assert(
      fc.property(randomLog(40), fc.nat(), (events, at) => {
        const from = at % (events.length + 1);
        const log = started(snapshot(events.slice(0, from)));
        for (const event of events.slice(from)) expect(log.apply(event)).toBe('applied');
        const fresh = started(snapshot(events));
        expect(log.messages).toEqual(fresh.messages);
        expect([log.head, log.topic]).toEqual([fresh.head, topicAfter(events)]);
      }),
    );
  });

  it('has the correct messages however late older pages arrive and however early they were read', () => {
    const steps = fc.array(
      fc.record({ happens: fc.nat(3), lateness: fc.nat(6), limit: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(randomLog(40), fc.nat(), steps, (events, at, reads) => {
        let head = at % (events.length + 1);
        const first = head;
        const log = started(snapshot(events.slice(0, head), 3));
        const goOn = (count: number) => {
          for (const event of events.slice(head, head + count)) expect(log.apply(event)).toBe('applied');
          head = Math.min(head + count, events.length);
        };
        for (const { happens, lateness, limit } of reads) {
          const oldest = log.messages[0]?.seq ?? Infinity;
          const read = events.slice(0, Math.max(first, head - lateness));
          goOn(happens);
          prepend(log, read, oldest, limit);
        }
        goOn(events.length);
        while (log.older) prepend(log, events, log.messages[0]!.seq, 4);
        expect(log.messages).toEqual(reduceEvents(events));
      }),
      { numRuns: 300 },
    );
  });
});
