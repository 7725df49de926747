import { beforeAll, expect, test, vi } from 'vitest';
import { withEmoji } from '../../src/markdown/shortcodes.ts';
import { cpuMs } from '../support/cpu-time.ts';

beforeAll(async () => {
  withEmoji(':tada:', 'en');
  await vi.waitFor(() => expect(withEmoji(':tada:', 'en')).toBe('🎉'), { timeout: 10_000 });
});

test.each([
  ['Deployed :tada:', 'Deployed 🎉'],
  [':tada::rocket: out now', '🎉🚀 out now'],
  [':+1: and :Heart:', '👍 and ❤️'],
  ['发布成功:tada:', '发布成功🎉'],
  ['(:tada:)', '(🎉)'],
  ['at 10:30:45', 'at 10:30:45'],
  [':not_an_emoji:', ':not_an_emoji:'],
  [':tada::not_an_emoji:', '🎉:not_an_emoji:'],
  ['std::heart::tada', 'std::heart::tada'],
  ['a:heart:b', 'a:heart:b'],
  ['http://a.test:80/:x', 'http://a.test:80/:x'],
  [': tada :', ': tada :'],
])('%s is drawn as %s', (text, drawn) => {
  expect(withEmoji(text, 'en')).toBe(drawn);
});

test.each([
  ['colons', ':'.repeat(32_000)],
  ['shortcodes', ':tada:'.repeat(5_000)],
  ['a very long name', `:${'a'.repeat(32_000)}`],
  ['a very long number', `:${'1'.repeat(32_000)}`],
  ['shortcodes next to letters', ':tada:x '.repeat(4_000)],
  ['a row of shortcodes that ends in a letter', `${':a:'.repeat(10_000)}x`],
  ['a row of shortcodes that are never closed', ':aa'.repeat(10_000)],
])('%s take no more than 100 ms', (_name, text) => {
  expect(cpuMs(() => withEmoji(text, 'en'))).toBeLessThan(100);
});
