import { expect, test } from 'vitest';
import { checkDelivery } from './delivery-check.ts';

const reader = { unique: 10, duplicates: 0, bytes: 700 };

test('a delivery is complete if each reader has each message once and every member has the same number of bytes', () => {
  expect(checkDelivery({ sent: 10, bytes: [700, 700, 700], readers: [reader, reader] })).toEqual({
    expected: 30,
    delivered: 30,
    complete: true,
  });
});

test.each([
  ['a member misses a message', [700, 630, 700], [reader], 29],
  ['a member misses a byte', [700, 699, 700], [reader], 29],
  ['a member received a message twice', [700, 770, 700], [reader], 29],
  ['all members miss the same message', [630, 630, 630], [{ unique: 9, duplicates: 0, bytes: 630 }], 27],
  ['all members received a message twice', [770, 770, 770], [{ unique: 10, duplicates: 1, bytes: 770 }], 29],
  ['a duplicate replaces a missing message', [700, 700, 700], [{ unique: 9, duplicates: 1, bytes: 700 }], 29],
  ['one of two readers misses a message', [700, 700, 630], [reader, { unique: 9, duplicates: 0, bytes: 630 }], 29],
  ['nothing arrived', [0, 0, 0], [{ unique: 0, duplicates: 0, bytes: 0 }], 0],
])('a delivery is incomplete if %s', (_, bytes, readers, delivered) => {
  expect(checkDelivery({ sent: 10, bytes, readers })).toEqual({ expected: 30, delivered, complete: false });
});

test('a room without messages is complete if nothing arrived', () => {
  const silent = { unique: 0, duplicates: 0, bytes: 0 };
  expect(checkDelivery({ sent: 0, bytes: [0, 0], readers: [silent] }).complete).toBe(true);
  expect(checkDelivery({ sent: 0, bytes: [0, 70], readers: [silent] }).complete).toBe(false);
});

test('where every member is a reader, bytes of others do not matter, but each message does', () => {
  const check = (...unique: number[]) =>
    checkDelivery({
      sent: 10,
      bytes: unique.map((_, i) => 700 + i),
      readers: unique.map((count, i) => ({ unique: count, duplicates: 0, bytes: 700 + i })),
    });
  expect(check(10, 10, 10)).toEqual({ expected: 30, delivered: 30, complete: true });
  expect(check(10, 9, 10)).toEqual({ expected: 30, delivered: 29, complete: false });
  const twice = { ...reader, duplicates: 1 };
  expect(checkDelivery({ sent: 10, bytes: [700, 700], readers: [reader, twice] }).complete).toBe(false);
});
