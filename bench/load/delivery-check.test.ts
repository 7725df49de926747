import { expect, test } from 'vitest';
import { judge } from './delivery-check.ts';

const witness = { heard: 10, doubled: 0, bytes: 700 };

test('complete is: the witnesses have each message once, and everybody as many bytes as they', () => {
  expect(judge({ sent: 10, bytes: [700, 700, 700], witnesses: [witness, witness] })).toEqual({
    due: 30,
    delivered: 30,
    complete: true,
  });
});

test.each([
  ['a member misses a message', [700, 630, 700], [witness], 29],
  ['a member misses a byte', [700, 699, 700], [witness], 29],
  ['a member got one twice', [700, 770, 700], [witness], 29],
  ['all members and the witness miss the same one', [630, 630, 630], [{ heard: 9, doubled: 0, bytes: 630 }], 27],
  ['a witness got one twice, and so did everybody', [770, 770, 770], [{ heard: 10, doubled: 1, bytes: 770 }], 29],
  ['one got twice what all missed', [700, 700, 700], [{ heard: 9, doubled: 1, bytes: 700 }], 29],
  ['only one of two witnesses has all', [700, 700, 630], [witness, { heard: 9, doubled: 0, bytes: 630 }], 29],
  ['nothing came', [0, 0, 0], [{ heard: 0, doubled: 0, bytes: 0 }], 0],
])('not complete: %s', (_, bytes, witnesses, delivered) => {
  expect(judge({ sent: 10, bytes, witnesses })).toEqual({ due: 30, delivered, complete: false });
});

test('a room to which nothing was sent is complete when nothing came', () => {
  const silent = { heard: 0, doubled: 0, bytes: 0 };
  expect(judge({ sent: 0, bytes: [0, 0], witnesses: [silent] }).complete).toBe(true);
  expect(judge({ sent: 0, bytes: [0, 70], witnesses: [silent] }).complete).toBe(false);
});
