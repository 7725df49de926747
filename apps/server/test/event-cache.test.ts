import type { Event } from '@hubbub/protocol/events';
import { MAX_RESUME_EVENTS } from '@hubbub/protocol/limits';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventCache } from '../src/chat/log/event-cache.ts';

const common = { room: 'lobby', at: 0, by: 'ann', cid: 'c' };
const posted = (seq: number, text: string): Event => ({ type: 'posted', ...common, seq, name: 'Ann', text });

test('the cache returns the newest events without a gap, or nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 1_500 }),
      fc.nat(1_600),
      fc.nat(1_500),
      fc.integer({ min: 1, max: 300 }),
      (sizes, after, known, limit) => {
        const all = sizes.map((size, i) => posted(i + 1, 'x'.repeat(size)));
        const cache = new EventCache();
        for (const event of all.slice(known)) cache.push(event);
        cache.prepend(all.slice(known >> 1));
        const found = cache.after(Math.min(after, all.length), limit);
        if (found !== undefined) expect(found).toEqual(all.slice(Math.min(after, all.length)).slice(0, limit));
      },
    ),
    { numRuns: 50 },
  );
});

test('the cache is bounded in events and in bytes', () => {
  const held = (cache: EventCache, count: number): number =>
    Array.from({ length: count + 1 }, (_, after) => cache.after(after, count)?.length ?? 0).reduce((a, b) =>
      Math.max(a, b),
    );
  const short = new EventCache();
  for (let seq = 1; seq <= 5_000; seq++) short.push(posted(seq, 'x'));
  expect(held(short, 5_000)).toBeGreaterThanOrEqual(MAX_RESUME_EVENTS);
  expect(held(short, 5_000)).toBeLessThanOrEqual(MAX_RESUME_EVENTS * 1.25);
  const long = new EventCache();
  for (let seq = 1; seq <= 200; seq++) long.push(posted(seq, 'x'.repeat(8_000)));
  expect(held(long, 200)).toBeGreaterThanOrEqual(20);
  expect(held(long, 200)).toBeLessThanOrEqual(32);
});

test('LOG-6: a deleted text and its mentions do not come back from memory; reactions stay', () => {
  const cache = new EventCache();
  const mentions = [{ id: 'ben', name: 'Ben' }];
  const reacted = { type: 'reacted', ...common, seq: 3, target: 1, emoji: '👍', count: 1, name: 'Ann' } as const;
  const other = { ...posted(4, 'other, @Ben'), mentions } as Event;
  cache.push({ ...posted(1, 'secret, @Ben'), mentions } as Event);
  cache.push({ type: 'edited', ...common, seq: 2, target: 1, text: 'another, @Ben', mentions });
  cache.push(reacted);
  cache.push(other);
  cache.push({ type: 'deleted', ...common, seq: 5, target: 1 });
  expect(cache.after(0, 10)).toEqual([
    posted(1, ''),
    { type: 'edited', ...common, seq: 2, target: 1, text: '' },
    reacted,
    other,
    { type: 'deleted', ...common, seq: 5, target: 1 },
  ]);
});
