import { expect, test } from 'vitest';
import { replaceShortcodes, separateFences } from '../../src/composer/outgoing-text.ts';
import { cpuMs } from '../support/cpu-time.ts';

const emoji: Record<string, string> = { tada: '🎉', heart: '❤️', '+1': '👍' };
const replaced = (text: string): string => replaceShortcodes(text, (code) => emoji[code]);

test.each([
  ['done :tada:', 'done 🎉'],
  [':tada::heart: :+1:', '🎉❤️ 👍'],
  ['好:tada:好', '好🎉好'],
  ['(:tada:)', '(🎉)'],
  [':nothing: :tada:', ':nothing: 🎉'],
  ['```js\n:tada:\n```\n:tada:', '```js\n:tada:\n```\n🎉'],
  ['~~~\n:tada:', '~~~\n:tada:'],
  ['`:tada:` and :tada:', '`:tada:` and 🎉'],
  ['``a ` :tada:`` :tada:', '``a ` :tada:`` 🎉'],
  ['https://example.org/:tada: :tada:', 'https://example.org/:tada: 🎉'],
  ['a:tada:b', 'a:tada:b'],
  ['10:30:45', '10:30:45'],
])('%j is sent as %j', (text, sent) => {
  expect(replaced(text)).toBe(sent);
});

test.each([
  ['look: ```js\nlet a;\n```', 'look:\n```js\nlet a;\n```'],
  ['look:```\nlet a;```', 'look:\n```\nlet a;\n```'],
  ['look: ```\na\n```\nand ```\nb\n```', 'look:\n```\na\n```\nand\n```\nb\n```'],
])('a fence after text is moved to a line of its own: %j', (text, sent) => {
  expect(separateFences(text)).toBe(sent);
});

test.each([
  '```js\nlet a;\n```',
  'look: ```inline```',
  'look: ```js\nnever closed',
  'text\n\n```\ncode\n```',
  'a `b` c',
])('the fences of %j are unchanged', (text) => {
  expect(separateFences(text)).toBe(text);
});

test('a word of 32,000 letters is searched for shortcodes in linear time', () => {
  const text = 'w'.repeat(32_000);
  expect(cpuMs(() => expect(replaced(text)).toBe(text))).toBeLessThan(200);
});
