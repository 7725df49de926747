import { expect, test } from 'vitest';
import { FlushPolicy } from '../src/chat/delivery/flush-policy.ts';

const RECIPIENTS = 500;

/** The policy of a room whose flushes take `flushMs`, after `events` events that were `gapMs` apart. */
function trained({ flushMs, gapMs, events = 100 }: { flushMs: number; gapMs: number; events?: number }): FlushPolicy {
  const policy = new FlushPolicy(() => RECIPIENTS);
  for (let i = 0; i < 50; i++) policy.recordFlush(RECIPIENTS, flushMs);
  for (let i = 0; i < events; i++) policy.recordEvent(i * gapMs);
  return policy;
}

test('a quiet room does not wait, however slow its flushes are', () => {
  expect(trained({ flushMs: 50, gapMs: 1_000 }).maxWaitMs(1)).toBe(0);
  expect(trained({ flushMs: 50, gapMs: 1, events: 1 }).maxWaitMs(1)).toBe(0);
});

test('a small room does not wait, however busy it is', () => {
  expect(trained({ flushMs: 0.05, gapMs: 1 }).maxWaitMs(1)).toBe(0);
});

test('a busy room waits until enough events are pending, and a few milliseconds at most', () => {
  const busy = trained({ flushMs: 2.5, gapMs: 5 });
  expect(busy.maxWaitMs(1)).toBe(6);
  expect(busy.maxWaitMs(2)).toBe(0);
  const busier = trained({ flushMs: 2.5, gapMs: 0.25 });
  expect(busier.maxWaitMs(20)).toBe(6);
  expect(busier.maxWaitMs(30)).toBe(0);
});

test('a large room waits longer, but never longer than people would notice', () => {
  expect(trained({ flushMs: 20, gapMs: 10 }).maxWaitMs(1)).toBe(30);
  expect(trained({ flushMs: 500, gapMs: 10 }).maxWaitMs(1)).toBe(45);
});

test('after a pause a busy room counts as quiet at once', () => {
  const policy = trained({ flushMs: 2.5, gapMs: 1 });
  expect(policy.maxWaitMs(1)).toBe(6);
  policy.recordEvent(100_000);
  expect(policy.maxWaitMs(1)).toBe(0);
});

test('one slow flush does not make a room slow', () => {
  const policy = trained({ flushMs: 2, gapMs: 1 });
  policy.recordFlush(RECIPIENTS, 200);
  expect(policy.maxWaitMs(1)).toBeLessThan(15);
});
