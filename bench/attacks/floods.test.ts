import { expect, test } from 'vitest';
import { messageBatch } from './floods.ts';

/** The payload of a client's frame below 64 KiB, whose mask is zero. */
const payload = (frame: Buffer): string => frame.subarray((frame[1]! & 0x7f) === 126 ? 8 : 6).toString();

test('no cid of a json flood is used twice, although its batches share a buffer', () => {
  const next = messageBatch('json', 'tea', 'f0.', 'flood', 100);
  const lines = [1, 2, 3].flatMap(() => payload(next().bytes).split('\n'));
  const sent = lines.map((line) => JSON.parse(line) as { type: string; room: string; cid: string; text: string });
  expect(sent).toHaveLength(300);
  expect(new Set(sent.map(({ cid }) => cid)).size).toBe(300);
  expect(sent[0]).toEqual({ type: 'send', room: 'tea', cid: 'f0.0000000000', text: 'flood' });
});

test('a plain flood has one frame for each message', () => {
  const { bytes, count } = messageBatch('plain', 'tea', 'f0.', 'flood', 3)();
  expect(count).toBe(3);
  expect(bytes.toString('latin1').split('flood')).toHaveLength(4);
});
