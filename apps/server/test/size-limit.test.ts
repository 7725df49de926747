import type { Event } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { takeWithinBytes } from '../src/chat/log/size-limit.ts';

const common = { room: 'lobby', at: 0, by: 'ann', cid: 'c' };
const posted = (seq: number, text: string): Event => ({ type: 'posted', ...common, seq, name: 'Ann', text });

test('takeWithinBytes returns what fits, and at least one line', () => {
  const events = [posted(1, 'x'.repeat(100_000)), posted(2, 'x'), posted(3, 'x')];
  expect(takeWithinBytes(events, 10).map(({ seq }) => seq)).toEqual([1]);
  expect(takeWithinBytes(events, 1_000_000)).toEqual(events);
  expect(takeWithinBytes([], 10)).toEqual([]);
});
