import { expect, test } from 'vitest';
import { makeTimes, startOfDay } from '../../src/model/times.ts';

const now = new Date(2026, 2, 15, 9, 30).getTime();

test('today and yesterday have names in the language of the reader', () => {
  const en = makeTimes('en-GB');
  expect(en.day(new Date(2026, 2, 15, 0, 0).getTime(), now)).toBe('Today');
  expect(en.day(new Date(2026, 2, 14, 23, 59).getTime(), now)).toBe('Yesterday');
  expect(makeTimes('zh-CN').day(now, now)).toBe('今天');
});

test('other days have a date, with the year unless it is the current one', () => {
  const en = makeTimes('en-GB');
  expect(en.day(new Date(2026, 2, 12).getTime(), now)).toBe('Thursday 12 March');
  expect(en.day(new Date(2025, 11, 31).getTime(), now)).toBe('31 December 2025');
});

test('the time of day is formatted for the locale', () => {
  expect(makeTimes('en-GB').clock(now)).toBe('09:30');
  expect(makeTimes('en-US').clock(now)).toMatch(/^9:30\sAM$/u);
});

test('a day starts at midnight', () => {
  expect(startOfDay(now)).toBe(new Date(2026, 2, 15).getTime());
});
