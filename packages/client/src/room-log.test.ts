import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import { RoomLog } from './room-log.ts';
import { truth } from './truth.ts';

const room = 'tea';
const epoch = 'first';

function posted(seq: number, text = `message ${seq}`): Event {
  return { type: 'posted', room, seq, at: 1_000 + seq, by: 'ann', name: 'Ann', cid: `c${seq}`, text };
}
function edited(seq: number, target: number, text: string): Event {
  return { type: 'edited', room, seq, at: 1_000 + seq, by: 'ann', cid: `c${seq}`, target, text };
}
function deleted(seq: number, target: number): Event {
  return { type: 'deleted', room, seq, at: 1_000 + seq, by: 'ann', cid: `c${seq}`, target };
}

function snapshot(events: readonly Event[], limit = Infinity): Snapshot {
  const messages = truth(events);
  return { room, epoch, head: events.length, messages: messages.slice(-limit), older: messages.length > limit };
}
function pageBefore(events: readonly Event[], before: number, limit: number): MessagePage {
  const messages = truth(events).filter(({ seq }) => seq < before);
  const older = messages.length > limit;
  return { room, epoch, head: events.length, messages: messages.slice(-limit), older, newer: true };
}
function started(from: Snapshot): RoomLog {
  const log = new RoomLog();
  log.reset(from);
  return log;
}
const texts = (log: RoomLog) => log.messages.map(({ text }) => text);

/** A room's log from its first event on. Nothing happens to a message after it was deleted. */
const histories = fc
  .array(fc.tuple(fc.constantFrom('post', 'post', 'edit', 'delete'), fc.nat()), { maxLength: 40, size: 'max' })
  .map((steps) => {
    const events: Event[] = [];
    const open: number[] = [];
    for (const [step, pick] of steps) {
      const seq = events.length + 1;
      if (step === 'post' || open.length === 0) {
        events.push(posted(seq));
        open.push(seq);
      } else {
        const index = pick % open.length;
        events.push(step === 'edit' ? edited(seq, open[index]!, `edit ${seq}`) : deleted(seq, open[index]!));
        if (step === 'delete') open.splice(index, 1);
      }
    }
    return events;
  });

describe('a room log', () => {
  it('is empty, at 0 and of no history before its first snapshot, and takes no event then', () => {
    const log = new RoomLog();
    expect([log.messages, log.head, log.epoch, log.older]).toEqual([[], 0, null, false]);
    expect(log.apply(posted(1))).toBe('gap');
    expect(log.messages).toEqual([]);
  });

  it('takes the next event, knows an old one again, and refuses one that comes too early', () => {
    const log = started(snapshot([posted(1), posted(2)]));
    expect(log.apply(posted(4))).toBe('gap');
    expect(log.head).toBe(2);
    expect(log.apply(posted(2))).toBe('known');
    expect(log.apply(posted(3))).toBe('applied');
    expect(log.apply(posted(4))).toBe('applied');
    expect(texts(log)).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
  });

  it('gives another array after a change and the same one without, and leaves the old one as it was', () => {
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

  it('does not write into the snapshot it was given', () => {
    const given = snapshot([posted(1)]);
    started(given).apply(posted(2));
    expect(given.messages).toHaveLength(1);
  });

  it('takes unknown kinds of events as a number that was used', () => {
    const log = started(snapshot([posted(1)]));
    expect(log.apply({ ...posted(2), type: 'reacted' } as unknown as Event)).toBe('applied');
    expect([log.head, log.messages.length]).toEqual([2, 1]);
  });

  it('puts an older page in front once, and tells whether there is more', () => {
    const events = [1, 2, 3, 4, 5, 6].map((seq) => posted(seq));
    const log = started(snapshot(events, 2));
    expect(log.older).toBe(true);
    log.prepend(pageBefore(events, 5, 2));
    log.prepend(pageBefore(events, 5, 2));
    expect(log.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    log.prepend(pageBefore(events, 3, 2));
    expect([log.messages.length, log.older]).toEqual([6, false]);
  });

  it('brings a page up to date that was read before an edit, and leaves alone one that was read after it', () => {
    const events = [posted(1), posted(2), posted(3), edited(4, 1, 'first edit'), edited(5, 1, 'second edit')];
    for (const read of [3, 4, 5]) {
      const log = started(snapshot(events.slice(0, 3), 2));
      const page = pageBefore(events.slice(0, read), 2, 5);
      log.apply(events[3]!);
      if (read === 5) log.prepend(page);
      log.apply(events[4]!);
      if (read !== 5) log.prepend(page);
      expect(log.messages).toEqual(truth(events));
    }
  });

  it('does not show an edit again that a newer page has overtaken', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'first edit'), edited(4, 1, 'second edit')];
    const log = started(snapshot(events.slice(0, 2), 1));
    log.prepend(pageBefore(events, 2, 5));
    log.apply(events[2]!);
    expect(texts(log)).toEqual(['second edit', 'message 2']);
  });

  it('knows when a message was edited that was also deleted before its page arrived', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited'), deleted(4, 1)];
    const log = started(snapshot(events.slice(0, 2), 1));
    const page = pageBefore(events.slice(0, 2), 2, 5);
    log.apply(events[2]!);
    log.apply(events[3]!);
    log.prepend(page);
    expect(log.messages).toEqual(truth(events));
  });

  it('starting again, forgets what happened to messages of another history', () => {
    const log = started(snapshot([posted(1), posted(2)], 1));
    log.apply(edited(3, 1, 'in the first history'));
    log.reset({ ...snapshot([posted(1), posted(2)], 1), epoch: 'second' });
    log.prepend({ ...pageBefore([posted(1), posted(2)], 2, 5), epoch: 'second' });
    expect(texts(log)).toEqual(['message 1', 'message 2']);
  });

  it('does not take a page of another history, or one from before it began', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const log = started(snapshot(events, 1));
    log.prepend({ ...pageBefore(events, 2, 5), epoch: 'second' });
    log.prepend(pageBefore(events.slice(0, 2), 2, 5));
    expect(log.messages.map(({ seq }) => seq)).toEqual([2]);
    log.prepend(pageBefore(events, 2, 5));
    expect(log.messages).toEqual(truth(events));
  });

  it('rather refuses a page than shows it without a change that it no longer remembers', () => {
    const posts = Array.from({ length: 1_101 }, (_, index) => posted(index + 1));
    const log = started(snapshot(posts, 1));
    const stale = pageBefore(posts, 1_101, 2_000);
    const edits = posts.slice(0, 1_100).map(({ seq }, index) => edited(1_102 + index, seq, `edit of ${seq}`));
    for (const edit of edits) log.apply(edit);
    log.prepend(stale);
    expect(log.messages).toHaveLength(1);
    log.prepend(pageBefore([...posts, ...edits], 1_101, 2_000));
    expect(log.messages).toEqual(truth([...posts, ...edits]));
  });

  it('lets go of its oldest messages, which can be loaded again', () => {
    const events = [1, 2, 3, 4].map((seq) => posted(seq));
    const log = started(snapshot(events));
    log.keepNewest(10);
    expect([log.messages.length, log.older]).toEqual([4, false]);
    log.keepNewest(2);
    expect([texts(log), log.older]).toEqual([['message 3', 'message 4'], true]);
    log.prepend(pageBefore(events, 3, 10));
    expect(log.messages).toEqual(truth(events));
  });

  it('does not take back an older version of what it let go of', () => {
    const events = [posted(1), posted(2), edited(3, 1, 'edited')];
    const log = started(snapshot(events.slice(0, 2)));
    log.apply(events[2]!);
    log.keepNewest(1);
    log.prepend(pageBefore(events.slice(0, 2), 2, 5));
    expect(texts(log)).toEqual(['message 2']);
    log.prepend(pageBefore(events, 2, 5));
    expect(texts(log)).toEqual(['edited', 'message 2']);
  });

  it('adds up to a fresh snapshot, from any snapshot on', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (events, at) => {
        const from = at % (events.length + 1);
        const log = started(snapshot(events.slice(0, from)));
        for (const event of events.slice(from)) expect(log.apply(event)).toBe('applied');
        const fresh = started(snapshot(events));
        expect(log.messages).toEqual(fresh.messages);
        expect(log.head).toBe(fresh.head);
      }),
    );
  });

  it('comes to the true messages however late older pages arrive and however early they were read', () => {
    const steps = fc.array(
      fc.record({ happens: fc.nat(3), lateness: fc.nat(6), limit: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(histories, fc.nat(), steps, (events, at, reads) => {
        let head = at % (events.length + 1);
        const first = head;
        const log = started(snapshot(events.slice(0, head), 3));
        const goOn = (count: number) => {
          for (const event of events.slice(head, head + count)) expect(log.apply(event)).toBe('applied');
          head = Math.min(head + count, events.length);
        };
        for (const { happens, lateness, limit } of reads) {
          const oldest = log.messages[0]?.seq ?? Infinity;
          const page = pageBefore(events.slice(0, Math.max(first, head - lateness)), oldest, limit);
          goOn(happens);
          if (log.messages[0]?.seq === oldest) log.prepend(page);
        }
        goOn(events.length);
        while (log.older) log.prepend(pageBefore(events, log.messages[0]!.seq, 4));
        expect(log.messages).toEqual(truth(events));
      }),
      { numRuns: 300 },
    );
  });
});
