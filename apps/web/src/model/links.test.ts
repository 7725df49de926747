import { expect, test } from 'vitest';
import { splitLinks } from './links.ts';

const links = (text: string) => splitLinks(text).flatMap((part) => (part.is === 'link' ? [part.text] : []));

test.each([
  ['see https://example.test/a?b=c#d for more', ['https://example.test/a?b=c#d']],
  ['HTTP://EXAMPLE.TEST', ['HTTP://EXAMPLE.TEST']],
  ['end. https://example.test/a.', ['https://example.test/a']],
  ['(https://example.test/a)', ['https://example.test/a']],
  ['(see https://example.test/b_(c))', ['https://example.test/b_(c)']],
  ['[x](https://example.test/y)!', ['https://example.test/y']],
  ['看https://example.test/上海，很好', ['https://example.test/上海']],
  ['（https://example.test/a）。', ['https://example.test/a']],
  ['“https://example.test/a”', ['https://example.test/a']],
  ['"https://example.test/a"', ['https://example.test/a']],
  ['https://a.test https://b.test', ['https://a.test', 'https://b.test']],
  ['http://[::1]:3434/r/ops', ['http://[::1]:3434/r/ops']],
  ['http://192.168.1.7:3434/', ['http://192.168.1.7:3434/']],
])('finds the links of %s', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  'ftp://example.test',
  'www.example.test',
  'mailto:a@b.test',
  'https://',
  'http://.',
  'xhttps://example.test',
  'file:///etc/passwd',
])('%s stays plain words', (text) => {
  expect(splitLinks(text)).toEqual([{ is: 'text', text }]);
});

test('the parts together are the message again', () => {
  const text = 'a https://x.test/(1)), b\nhttp:// “https://y.test/，” c';
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('characters that turn the direction around end an address', () => {
  expect(links('https://example.test/\u202Egpj.exe')).toEqual(['https://example.test/']);
});

test('a wall of brackets is no work', () => {
  const before = performance.now();
  splitLinks(`https://example.test/${')'.repeat(8_000)}`);
  splitLinks('https://a('.repeat(800));
  expect(performance.now() - before).toBeLessThan(200);
});
