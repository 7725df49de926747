import type { Message } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import {
  around,
  countNew,
  held,
  movedDown,
  movedUp,
  MAX_ROWS,
  STEP_MESSAGES,
  windowOf,
} from '../../src/model/window.ts';

const message = (seq: number, by = 'a'): Message => ({
  seq,
  at: 0,
  by,
  name: by,
  cid: `c${seq}`,
  text: 'x',
  revision: seq,
});
/** Messages with every third seq, as if the seqs between them were edits. */
const loaded = (count: number, from = 1): Message[] =>
  Array.from({ length: count }, (_, index) => message(from + index * 3));

test('a following window has the newest messages', () => {
  const room = windowOf(loaded(1_000), null);
  // One row is the day separator.
  expect(room.messages).toHaveLength(MAX_ROWS - 1);
  expect(room.messages.at(-1)?.seq).toBe(2_998);
  expect(room).toMatchObject({ above: true, below: false });
  expect(windowOf([], null)).toEqual({ messages: [], top: null, above: false, below: false });
});

test('a held window keeps its messages while new ones arrive', () => {
  const before = windowOf(loaded(1_000), null);
  const after = windowOf(loaded(1_200), held(before));
  expect(after.messages).toEqual(before.messages);
  expect(after.below).toBe(true);
});

test('a held window keeps its messages when an older page is loaded', () => {
  const before = windowOf(loaded(500, 301), 301);
  const after = windowOf(loaded(600, 1), held(before));
  expect(after.messages).toEqual(before.messages);
  expect(after.above).toBe(true);
});

test('steps up and down reach both ends', () => {
  const all = loaded(1_000);
  let window = windowOf(all, null);
  for (let steps = 0; window.above; steps++) {
    expect(steps).toBeLessThanOrEqual(1_000 / STEP_MESSAGES);
    window = windowOf(all, movedUp(all, window));
  }
  expect(window.messages[0]?.seq).toBe(1);
  for (let steps = 0; window.below; steps++) {
    expect(steps).toBeLessThanOrEqual(1_000 / STEP_MESSAGES);
    window = windowOf(all, movedDown(all, window));
  }
  expect(window.messages.at(-1)?.seq).toBe(2_998);
});

test('messages of others count as new, except deleted ones', () => {
  const all = [message(1), message(2), message(3, 'me'), { ...message(4), deleted: true as const }, message(5)];
  expect(countNew(all, 1, 'me')).toBe(2);
  expect(countNew(all, 5, 'me')).toBe(0);
  expect(countNew(all, 0, null)).toBe(4);
});

test('day separators do not make the rows exceed the maximum', () => {
  const day = 86_400_000;
  const daily = loaded(1_000).map((each, index) => ({ ...each, at: index * day }));
  for (const top of [null, 1, 1_501]) {
    const { messages } = windowOf(daily, top);
    expect(messages).toHaveLength(MAX_ROWS / 2);
  }
  let window = windowOf(daily, 1);
  for (let steps = 0; window.below; steps++) {
    expect(steps).toBeLessThanOrEqual(1_000 / STEP_MESSAGES);
    window = windowOf(daily, movedDown(daily, window));
  }
  expect(window.messages.at(-1)?.seq).toBe(2_998);
});

test('steps down reach the newest message, even if other things take 200 rows', () => {
  const all = loaded(1_000);
  let window = windowOf(all, 1, 200);
  for (let steps = 0; window.below; steps++) {
    expect(steps).toBeLessThanOrEqual(1_000 / STEP_MESSAGES);
    window = windowOf(all, movedDown(all, window), 200);
  }
  expect(window.messages.at(-1)?.seq).toBe(2_998);
});

test('rows of other things reduce the number of messages', () => {
  expect(windowOf(loaded(1_000), null, 51).messages).toHaveLength(MAX_ROWS - 52);
});

test('a window around a message centres it, or starts or ends with it at an end of the room', () => {
  const all = loaded(1_000);
  const window = windowOf(all, around(all, 1_501));
  const index = window.messages.findIndex(({ seq }) => seq === 1_501);
  expect(Math.abs(index - MAX_ROWS / 2)).toBeLessThan(5);
  expect(windowOf(all, around(all, 1)).messages[0]?.seq).toBe(1);
  expect(windowOf(all, around(all, 2_998)).messages.at(-1)?.seq).toBe(2_998);
});
