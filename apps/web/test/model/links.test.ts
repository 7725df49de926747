import { expect, test } from 'vitest';
import { misleads, safeHref, splitLinks } from '../../src/model/links.ts';
import { cpuMs } from '../support/cpu-time.ts';

const links = (text: string) => splitLinks(text).flatMap((part) => (part.type === 'link' ? [part.text] : []));

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
  ['www.example.test/a, too', ['www.example.test/a']],
  ['看www.example.test。', ['www.example.test']],
  ['ask me.too+a@example.test!', ['me.too+a@example.test']],
  ['发到me@example.test吧', ['me@example.test']],
  ['mailto:a@b.test', ['mailto:a@b.test']],
])('finds the links of %s', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  'ftp://example.test',
  'www.example',
  'www.',
  'xwww.example.test',
  'me@example',
  'me@1.2',
  '@example.test',
  'https://',
  'http://.',
  'xhttps://example.test',
  'file:///etc/passwd',
])('%s contains no link', (text) => {
  expect(splitLinks(text)).toEqual([{ type: 'text', text }]);
});

test('the parts add up to the message', () => {
  const text = 'a https://x.test/(1)), b\nhttp:// “https://y.test/，” c';
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('a character that changes the text direction ends an address', () => {
  expect(links('https://example.test/\u202Egpj.exe')).toEqual(['https://example.test/']);
});

test('thousands of repeated brackets and dots are split within 200 ms', () => {
  const tookMs = cpuMs(() => {
    splitLinks(`https://example.test/${')'.repeat(8_000)}`);
    splitLinks('https://a('.repeat(800));
    for (const part of ['a', 'a.', 'a@', 'a@b.', 'www.', 'mailto:']) splitLinks(part.repeat(8_000 / part.length));
  });
  expect(tookMs).toBeLessThan(200);
});

test.each(['https://a.test/', 'HTTP://a.test', 'mailto:a@b.test'])('%s is allowed as a link', (href) => {
  expect(safeHref(href)).not.toBeNull();
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  ' \u0001java\nscript:alert(1)',
  'data:text/html,hi',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.test/1',
  'ftp://a.test',
  '/r/ops',
  '//a.test',
  'a.test',
  '',
])('%s is not allowed as a link', (href) => {
  expect(safeHref(href)).toBeNull();
});

test.each([
  ['https://bank.test', 'https://evil.test/', true],
  ['Log in at bank.test', 'https://evil.test/bank.test', true],
  ['me@bank.test', 'mailto:me@evil.test', true],
  ['https://bank.test@evil.test/', 'https://bank.test@evil.test/', true],
  ['ｂａｎｋ.test', 'https://evil.test/', true],
  ['https://a.test', 'https://a.test/', false],
  ['www.a.test', 'http://www.a.test/', false],
  ['a.test', 'https://a.test/b', false],
  ['the page', 'https://a.test/', false],
  ['version 1.2.3', 'https://a.test/', false],
])('the text %s misleads about the address %s: %s', (text, href, expected) => {
  expect(misleads(text, href)).toBe(expected);
});
