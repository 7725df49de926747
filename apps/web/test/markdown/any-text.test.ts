import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLinks } from '../../src/model/links.ts';
import { loadFullMarkdown, parse } from '../../src/markdown/parse.ts';
import { outline } from './outline.ts';
import { plain } from '../../src/markdown/plain.ts';
import { read } from '../../src/markdown/read.ts';
import type { Block, Inline, Link } from '../../src/markdown/tree.ts';

const marks = [
  '*',
  '**',
  '_',
  '__',
  '~~',
  '~',
  '`',
  '``',
  '```',
  '[',
  ']',
  '](',
  ')',
  '(',
  '!',
  '![',
  '<',
  '>',
  '|',
  '\\',
];
const lines = [
  '\n> ',
  '\n- ',
  '\n1. ',
  '\n2) ',
  '\n# ',
  '\n---\n',
  '\n===\n',
  '\n|-|-|\n',
  '\n-|-\n',
  '- [x] ',
  '\n```\n',
];
const gaps = ['\n', '\n\n', '\n    ', '  ', ' ', '\t', '\r\n', ':', '，', '。', '“', '”', '"', "'", '```js\n'];
const references = [
  '](https://a.test/',
  '[r]',
  '\n\n[r]: https://b.test\n',
  '\n[r]: x',
  'javascript:',
  'https://c.test/',
];
const others = [
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '<a href="',
  '&amp;',
  '&#106;',
  'www.d.test',
  'e@f.test',
  '中文',
  '😀',
  '@Ann',
];
const odd = ['\u202E', '\u0000', '\\_(ツ)_/', '¯'];

const syntax = fc.constantFrom(...marks, ...lines, ...gaps, ...references, ...others, ...odd);
const wordy = fc.stringMatching(/^[a-z]{2,6}$/).map((word) => `w${word}`);
const texts = fc.array(fc.oneof({ weight: 3, arbitrary: syntax }, { weight: 2, arbitrary: wordy }), { maxLength: 40 });

function links(value: unknown): Link[] {
  if (Array.isArray(value)) return value.flatMap(links);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(links);
  return 'href' in value ? [value as Link, ...inside] : inside;
}

/** The visible text, and the address and title of each link. */
function shownText(blocks: readonly Block[]): string {
  const linkTexts = links(blocks).map(({ href, title = '' }) => `${decodeURI(href)} ${title}`);
  return [outline(blocks), ...linkTexts].join(' ');
}

function depth(value: unknown): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depth));
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

test('for any text, links have allowed addresses and no word is lost', () => {
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      const blocks = read(text);
      for (const { href } of links(blocks)) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
      const words = shownText(blocks);
      for (const [word] of text.matchAll(/w[a-z]{2,6}/g)) expect(words.toLowerCase()).toContain(word);
      expect(depth(blocks)).toBeLessThan(60);
    }),
    { numRuns: 3_000 },
  );
});

test('any characters are parsed without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const blocks = read(text);
      for (const { href } of links(blocks)) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
    }),
    { numRuns: 1_000 },
  );
});

test('texts that skip the full parser give the same result with it', async () => {
  await loadFullMarkdown();
  const marks = [
    '*',
    '_',
    '-',
    '1.',
    '#',
    '>',
    ':',
    '|',
    '=',
    '~',
    '`',
    '\n',
    ' ',
    'a',
    '1',
    '.',
    '+',
    '@',
    '<',
    '/',
    '文',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...marks), { minLength: 1, maxLength: 12 }), (parts) => {
      const text = parts.join('').replaceAll(/^\s+|\s+$/g, '');
      if (text === '') return;
      expect(outline(parse(text))).toBe(outline(read(text)));
    }),
    { numRuns: 5_000 },
  );
});

test('plain text and its links add up to the text', () => {
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      expect(
        splitLinks(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
      const [block] = plain(text);
      expect(block?.type === 'paragraph' && wordsIn(block.inside)).toBe(text);
    }),
  );
});

function wordsIn(line: readonly Inline[]): string {
  return line.map((part) => ('text' in part ? part.text : wordsIn(part.inside))).join('');
}
