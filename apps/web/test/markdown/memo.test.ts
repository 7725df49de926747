import { expect, test } from 'vitest';
import { Memo } from '../../src/markdown/memo.ts';

test('a value is computed once while it fits into the cache', () => {
  const memo = new Memo<string>(2, 10);
  let computations = 0;
  const get = (text: string): string =>
    memo.get(text, () => {
      computations++;
      return text.toUpperCase();
    });
  expect([get('a'), get('b'), get('a')]).toEqual(['A', 'B', 'A']);
  expect(computations).toBe(2);
  get('c');
  get('a');
  expect(computations).toBe(3);
  get('b');
  expect(computations).toBe(4);
});

test('long texts evict older ones, and a text above the size limit is not cached', () => {
  const memo = new Memo<number>(100, 10);
  memo.set('a', 1);
  memo.set('very long', 2);
  expect([memo.peek('a'), memo.peek('very long')]).toEqual([1, undefined]);
  for (const two of ['bb', 'cc', 'dd', 'ee', 'ff']) memo.set(two, 3);
  expect([memo.peek('a'), memo.peek('bb'), memo.peek('ff')]).toEqual([undefined, 3, 3]);
});
