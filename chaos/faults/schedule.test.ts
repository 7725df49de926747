import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { faultKinds } from './index.ts';
import { schedule } from './schedule.ts';

const planned = (seed: string): string[] =>
  schedule('network', faultKinds, { random: new Random(seed), actors: 20, durationMs: 600_000 }).map(
    ({ pauseMs, kind, fault }) => `${pauseMs} ${kind.name} ${fault.detail}`,
  );

test('the same seed gives the same faults, another seed gives different ones', () => {
  expect(planned('1')).toEqual(planned('1'));
  expect(planned('1')).not.toEqual(planned('2'));
});

test('every kind occurs, and the schedule fits into the duration', () => {
  const durationMs = 600_000;
  const all = schedule('server', faultKinds, { random: new Random('1'), actors: 20, durationMs });
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(faultKinds.filter(({ target }) => target === 'server').length);
  expect(all.reduce((total, { pauseMs, fault }) => total + pauseMs + fault.maxDurationMs, 0)).toBeLessThanOrEqual(
    durationMs,
  );
});
