import { expect, test } from 'vitest';
import { Memo } from '../../src/markdown/memo.ts';

test('what was made is made once, while there is room for it', () => {
  const memo = new Memo<string>(2, 10);
  let times = 0;
  const get = (text: string): string =>
    memo.get(text, () => {
      times++;
      return text.toUpperCase();
    });
  expect([get('a'), get('b'), get('a')]).toEqual(['A', 'B', 'A']);
  expect(times).toBe(2);
  get('c');
  get('a');
  expect(times).toBe(3);
  get('b');
  expect(times).toBe(4);
});

test('long texts push each other out, and very long ones nobody', () => {
  const memo = new Memo<number>(100, 10);
  memo.set('a', 1);
  memo.set('very long', 2);
  expect([memo.peek('a'), memo.peek('very long')]).toEqual([1, undefined]);
  for (const two of ['bb', 'cc', 'dd', 'ee', 'ff']) memo.set(two, 3);
  expect([memo.peek('a'), memo.peek('bb'), memo.peek('ff')]).toEqual([undefined, 3, 3]);
});
