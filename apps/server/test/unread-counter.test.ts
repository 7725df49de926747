import type { Event } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnreadCounter } from '../src/chat/unread/counter.ts';

/** A message of the reference model. */
interface ModelMessage {
  seq: number;
  by: string;
  notice: boolean;
  mentioned: boolean;
  deleted: boolean;
}

const common = { room: 'tea', at: 0, cid: 'c', text: '', name: '' };
const mentions = [{ id: 'me', name: 'Me' }];

/** Random events of a room, mostly posts. */
const randomSteps = (length: number) =>
  fc.array(
    fc.record({
      does: fc.constantFrom('post', 'post', 'post', 'post', 'topic', 'edit', 'delete'),
      by: fc.constantFrom('me', 'ann', 'ben'),
      mentioned: fc.constantFrom(false, false, false, false, false, true),
      which: fc.nat(),
    }),
    { minLength: length, maxLength: length * 3 },
  );

/** Counts by looking at every message. */
class ReferenceModel {
  readonly messages: ModelMessage[] = [];
  head = 0;

  count(after: number) {
    const theirs = this.messages.filter(
      ({ seq, by, notice, deleted }) => seq > after && by !== 'me' && !notice && !deleted,
    );
    return { head: this.head, all: theirs.length, mentions: theirs.filter(({ mentioned }) => mentioned).length };
  }

  apply({ does, by, mentioned, which }: { does: string; by: string; mentioned: boolean; which: number }): Event {
    const seq = ++this.head;
    const mine = this.messages.filter((each) => each.by === by && !each.notice && !each.deleted);
    const message = mine[which % Math.max(1, mine.length)];
    if (message === undefined || does === 'post' || does === 'topic') {
      const notice = does === 'topic';
      this.messages.push({ seq, by, notice, mentioned: mentioned && !notice, deleted: false });
      const kind = notice ? ({ kind: 'topic' } as const) : mentioned ? { mentions } : {};
      return { type: 'posted', ...common, seq, by, ...kind };
    }
    const target = message.seq;
    if (does === 'delete') {
      message.deleted = true;
      return { type: 'deleted', ...common, seq, by, target };
    }
    message.mentioned = mentioned;
    return { type: 'edited', ...common, seq, by, target, ...(mentioned && { mentions }) };
  }
}

test.each([20, 400])('UNREAD-2: a valid counter always equals a fresh count (%i events and more)', (length) => {
  let sure = 0;
  fc.assert(
    fc.property(randomSteps(length), fc.nat(length), fc.nat(length), fc.boolean(), (all, from, after, leaveOut) => {
      const model = new ReferenceModel();
      const counted = () => {
        const { head, all: messages, mentions } = model.count(after);
        return {
          head,
          messages: Math.min(messages, MAX_UNREAD_COUNT),
          mentions: Math.min(mentions, MAX_UNREAD_COUNT),
        };
      };
      for (const step of all.slice(0, from)) model.apply(step);
      const counter = new UnreadCounter(after, 'me', counted());
      for (const step of all.slice(from)) {
        const event = model.apply(step);
        if (event.type === 'reacted' || event.type === 'unreacted') continue;
        const skipped = leaveOut && counter.saturated && event.type === 'posted' && event.mentions === undefined;
        if (!skipped) counter.apply(event);
        if (!counter.valid) return;
        sure++;
        const { messages, mentions } = counted();
        expect(counter.count).toMatchObject({ messages, mentions });
      }
    }),
    { numRuns: 200 },
  );
  expect(sure).toBeGreaterThan(1_000);
});

test('UNREAD-2: events that the store has counted are not counted again', () => {
  const counter = new UnreadCounter(0, null, { head: 5, messages: 4, mentions: 0 });
  counter.apply({ type: 'posted', ...common, seq: 5, by: 'ann' });
  expect(counter.count.messages).toBe(4);
  counter.apply({ type: 'posted', ...common, seq: 6, by: 'ann' });
  counter.apply({ type: 'posted', ...common, seq: 6, by: 'ann' });
  expect(counter.count).toEqual({ head: 6, messages: 5, mentions: 0 });
});

test('UNREAD-2: after posts were left out, deletions invalidate the counter before it is too low', () => {
  const counter = new UnreadCounter(0, 'me', { head: 0, messages: 0, mentions: 0 });
  let seq = 0;
  while (!counter.saturated) counter.apply({ type: 'posted', ...common, seq: ++seq, by: 'ann' });
  seq += 50;
  const left: number[] = [];
  for (let target = 1; counter.valid; target++) {
    left.push(counter.count.messages);
    counter.apply({ type: 'deleted', ...common, seq: ++seq, by: 'ann', target });
  }
  expect(new Set(left)).toEqual(new Set([MAX_UNREAD_COUNT]));
  expect(left.length).toBeGreaterThan(MAX_UNREAD_COUNT);
});
