import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { faultKinds } from './index.ts';
import { plan } from './schedule.ts';

const planned = (seed: string): string[] =>
  plan('lines', faultKinds, { random: new Random(seed), actors: 20, lasts: 600_000 }).map(
    ({ pause, kind, fault }) => `${pause} ${kind.name} ${fault.detail}`,
  );

test('the same seed gives the same faults, another seed gives others', () => {
  expect(planned('1')).toEqual(planned('1'));
  expect(planned('1')).not.toEqual(planned('2'));
});

test('every kind comes, and all of it fits into the time', () => {
  const lasts = 600_000;
  const all = plan('server', faultKinds, { random: new Random('1'), actors: 20, lasts });
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(faultKinds.filter(({ target }) => target === 'server').length);
  expect(all.reduce((total, { pause, fault }) => total + pause + fault.lasts, 0)).toBeLessThanOrEqual(lasts);
});
