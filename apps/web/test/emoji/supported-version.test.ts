import { expect, test } from 'vitest';
import { newestSupportedVersion } from '../../src/emoji/supported-version.ts';

const knows = (...emoji: string[]) => {
  return (asked: string) => emoji.includes(asked);
};

test.each([
  ['everything', () => true, 17],
  ['all until 16', (emoji: string) => emoji !== '🫪', 16],
  ['all until 14', knows('😀', '🫠', '🥲'), 14],
  ['old ones only', knows('😀'), 12.1],
  ['nothing in colour, so that it cannot be told', () => false, 15.1],
  ['nothing at all, for there is no canvas', null, 15.1],
])('a system that draws %s', (_, draws, version) => {
  expect(newestSupportedVersion(draws)).toBe(version);
});
