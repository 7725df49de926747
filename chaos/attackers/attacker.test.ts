import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { planAttacks } from './attacker.ts';
import { attackKinds } from './index.ts';

function plan(seed: string, count: number): string[] {
  const planned = planAttacks(attackKinds, new Random(seed));
  return Array.from({ length: count }, () => {
    const { kind, lastsMs, pauseMs, random } = planned.next().value;
    return `${kind.name} ${lastsMs} ${pauseMs} ${random.next()}`;
  });
}

test('a seed always gives the same attacks in the same order', () => {
  expect(plan('one', 20)).toEqual(plan('one', 20));
  expect(plan('one', 20)).not.toEqual(plan('other', 20));
});

test('each kind of attack comes once before any is repeated', () => {
  const names = plan('one', attackKinds.length * 2).map((planned) => planned.split(' ')[0]);
  const all = new Set(attackKinds.map(({ name }) => name));
  expect(new Set(names.slice(0, attackKinds.length))).toEqual(all);
  expect(new Set(names.slice(attackKinds.length))).toEqual(all);
});
