import { expect, test } from 'vitest';
import { History } from '../recording/history.ts';
import { Random } from '../random.ts';
import { Workload } from './workload.ts';

/** The actions of a client whose messages are acknowledged at once. */
function actions(seed: string): string[] {
  const history = new History(() => 0);
  const rooms = ['lobby', 'tea'];
  const workload = new Workload({ name: 'ann', rooms, random: new Random(seed), history, rate: 10, edits: true });
  return Array.from({ length: 500 }, (_, seq) => {
    const pause = workload.nextDelayMs();
    const { command, text } = workload.next();
    command.seq = seq + 1;
    workload.acknowledged(command);
    return `${pause} ${command.type} ${command.room} ${command.target} ${text}`;
  });
}

test('the same seed gives the same actions, another seed different ones', () => {
  expect(actions('1')).toEqual(actions('1'));
  expect(actions('1')).not.toEqual(actions('2'));
});

test('a workload sends, edits and deletes, and no two texts are equal', () => {
  const all = actions('1');
  for (const type of ['posted', 'edited', 'deleted']) expect(all.some((action) => action.includes(type))).toBe(true);
  const texts = all.filter((action) => !action.includes('deleted'));
  expect(new Set(texts).size).toBe(texts.length);
});
