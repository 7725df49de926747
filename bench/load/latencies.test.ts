import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

test('a quantile is the smallest value that the given share does not exceed', () => {
  const value = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const latencies = new Latencies();
      for (const value of values) latencies.add(value);
      const found = latencies.quantile(share);
      const within = (bound: number) => values.filter((value) => value <= bound).length;
      expect(values).toContain(found);
      expect(within(found)).toBeGreaterThanOrEqual(values.length * share - 1e-9);
      const below = values.filter((value) => value < found);
      if (below.length > 0) expect(within(Math.max(...below))).toBeLessThan(values.length * share + 1e-9);
    }),
  );
});

test('values added after a quantile was read count as well', () => {
  const latencies = new Latencies();
  latencies.add(5);
  expect(latencies.quantile(0.5)).toBe(5);
  latencies.add(1);
  latencies.add(3);
  expect(latencies.quantile(0.5)).toBe(3);
  expect(latencies.quantile(0.99)).toBe(5);
  expect(latencies.count).toBe(3);
});

test('a quantile of no values is NaN', () => {
  expect(new Latencies().quantile(0.99)).toBeNaN();
});
