import { expect, test } from 'vitest';
import { History } from '../recording/history.ts';
import { Random } from '../random.ts';
import { Writer } from './workload.ts';

/** What somebody does whose messages are acknowledged at once. */
function doings(seed: string): string[] {
  const history = new History(() => 0);
  const rooms = ['lobby', 'tea'];
  const writer = new Writer({ name: 'ann', rooms, random: new Random(seed), history, rate: 10, changes: true });
  return Array.from({ length: 500 }, (_, seq) => {
    const pause = writer.pause();
    const { call, text } = writer.next();
    call.seq = seq + 1;
    writer.acknowledged(call);
    return `${pause} ${call.type} ${call.room} ${call.target} ${text}`;
  });
}

test('the same seed decides the same, another seed something else', () => {
  expect(doings('1')).toEqual(doings('1'));
  expect(doings('1')).not.toEqual(doings('2'));
});

test('somebody sends, edits and deletes, and no two texts are alike', () => {
  const all = doings('1');
  for (const type of ['posted', 'edited', 'deleted']) expect(all.some((doing) => doing.includes(type))).toBe(true);
  const texts = all.filter((doing) => !doing.includes('deleted'));
  expect(new Set(texts).size).toBe(texts.length);
});
