import { expect, test } from 'vitest';
import { newestSupportedVersion } from '../../src/emoji/supported-version.ts';

const only =
  (...supported: string[]) =>
  (emoji: string) =>
    supported.includes(emoji);

test.each([
  ['all emoji', () => true, 17],
  ['all emoji up to version 16', (emoji: string) => emoji !== '🫪', 16],
  ['all emoji up to version 14', only('😀', '🫠', '🥲'), 14],
  ['old emoji only', only('😀'), 12.1],
  ['nothing in colour, so that support is unknown', () => false, 15.1],
  ['nothing, because there is no canvas', null, 15.1],
])('a system that draws %s supports the expected version', (_, draws, version) => {
  expect(newestSupportedVersion(draws)).toBe(version);
});
