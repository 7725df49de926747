import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bucket } from '../src/chat/limiter/bucket.ts';
import { allowances, costs, type Action } from '../src/chat/limiter/costs.ts';
import { Limiter } from '../src/chat/limiter/limiter.ts';
import { networkOf } from '../src/chat/limiter/network.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('RATE-1: in any span of time a budget pays at most its burst and what comes back meanwhile', () => {
  const step = fc.record({ passedMs: fc.nat(3_000), cost: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bucket = new Bucket({ burst: 30, perSecond: 5 });
      const paid: { at: number; cost: number }[] = [];
      let now = 0;
      for (const { passedMs, cost } of steps) {
        now += passedMs;
        if (bucket.waitMs(cost, now) > 0) continue;
        bucket.spend(cost, now);
        paid.push({ at: now, cost });
      }
      for (const [first, { at: from }] of paid.entries()) {
        let sum = 0;
        for (const { at, cost } of paid.slice(first)) {
          sum += cost;
          expect(sum).toBeLessThanOrEqual(30 + (5 * (at - from)) / 1_000 + 1e-6);
        }
      }
    }),
  );
});

test('RATE-1: what is refused can be paid after the time that was named', () => {
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(costs) as Action[])), (action) => {
      const limiter = new Limiter(0.1);
      const budgets = {
        address: limiter.acquire('address', 'a'),
        person: limiter.newBucket('person'),
        room: limiter.newBucket('room'),
      };
      let waitMs = 0;
      for (let i = 0; waitMs === 0 && i < 100_000; i++) waitMs = limiter.pay(action, budgets);
      expect(waitMs).toBeGreaterThan(0);
      vi.advanceTimersByTime(waitMs);
      expect(limiter.pay(action, budgets)).toBe(0);
    }),
    { numRuns: Object.keys(costs).length },
  );
});

test('RATE-1: a refusal costs nothing', () => {
  const limiter = new Limiter(1);
  const budgets = { person: limiter.newBucket('person') };
  while (limiter.pay('send', budgets) === 0);
  const first = limiter.pay('send', budgets);
  for (let i = 0; i < 1_000; i++) limiter.pay('send', budgets);
  expect(limiter.pay('send', budgets)).toBe(first);
});

test('RATE-1: a person has one budget on all connections, also after one of them has closed', () => {
  const limiter = new Limiter(1);
  const first = limiter.acquire('person', 'ann');
  while (limiter.pay('send', { person: first }) === 0);
  limiter.release(first);
  expect(limiter.pay('send', { person: limiter.acquire('person', 'ann') })).toBeGreaterThan(0);
  expect(limiter.pay('send', { person: limiter.acquire('person', 'ben') })).toBe(0);
});

test('the memory for budgets is bounded, and full budgets make room for new ones', () => {
  const limiter = new Limiter(1);
  const count = 60_000;
  const networks = Array.from({ length: count }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
  for (const network of networks) limiter.payByAddress('connect', network);
  expect(limiter.keptCount).toBeLessThanOrEqual(50_000);
  vi.advanceTimersByTime((allowances.address.burst / allowances.address.perSecond) * 1_000);
  limiter.payByAddress('connect', '192.0.2.1');
  expect(limiter.keptCount).toBe(1);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::102:304', '64:ff9b:0:0::/64'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
