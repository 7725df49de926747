import { expect, test } from 'vitest';
import { FlushPolicy } from '../src/chat/delivery/flush-policy.ts';

/** A room whose flush takes so long, after it was told of so many events, so many ms apart. */
function pace({ cost, gap, events = 100 }: { cost: number; gap: number; events?: number }): FlushPolicy {
  const members = 500;
  const room = new FlushPolicy(() => members);
  for (let i = 0; i < 50; i++) room.wrote(members, cost);
  for (let i = 0; i < events; i++) room.beat(i * gap);
  return room;
}

test('a quiet room waits for nothing, however dear its writing is', () => {
  expect(pace({ cost: 50, gap: 1_000 }).patience(1)).toBe(0);
  expect(pace({ cost: 50, gap: 1, events: 1 }).patience(1)).toBe(0);
});

test('a small room waits for nothing, however busy it is', () => {
  expect(pace({ cost: 0.05, gap: 1 }).patience(1)).toBe(0);
});

test('a busy room waits until more has come, and a few milliseconds at most', () => {
  const room = pace({ cost: 2.5, gap: 5 });
  expect(room.patience(1)).toBe(6);
  expect(room.patience(2)).toBe(0);
  const busier = pace({ cost: 2.5, gap: 0.25 });
  expect(busier.patience(20)).toBe(6);
  expect(busier.patience(30)).toBe(0);
});

test('a large room waits longer, but never longer than people would notice', () => {
  expect(pace({ cost: 20, gap: 10 }).patience(1)).toBe(30);
  expect(pace({ cost: 500, gap: 10 }).patience(1)).toBe(45);
});

test('after a silence a busy room is quiet at once', () => {
  const room = pace({ cost: 2.5, gap: 1 });
  expect(room.patience(1)).toBe(6);
  room.beat(100_000);
  expect(room.patience(1)).toBe(0);
});

test('one slow flush does not make a room slow', () => {
  const room = pace({ cost: 2, gap: 1 });
  room.wrote(500, 200);
  expect(room.patience(1)).toBeLessThan(15);
});
