import { expect, test } from 'vitest';
import { splitMentions } from '../../src/markdown/mentions.ts';

const people = [
  { id: 'a', name: 'Ann' },
  { id: 'b', name: 'Ann Lee' },
  { id: 'c', name: '张三' },
  { id: 'd', name: 'C++ (dev)' },
  { id: 'e', name: 'Zoë' },
];
const marked = (text: string): string =>
  splitMentions(text, people)
    .map((piece) => (typeof piece === 'string' ? piece : `{${piece.id} ${piece.text}}`))
    .join('');

test.each([
  ['@Ann', '{a @Ann}'],
  ['hi @ann, hi @ANN!', 'hi {a @ann}, hi {a @ANN}!'],
  ['@Ann Lee and @Ann', '{b @Ann Lee} and {a @Ann}'],
  ['@Anna and @Ann2', '@Anna and @Ann2'],
  ['me@Ann', 'me@Ann'],
  ['问@张三你好', '问{c @张三}你好'],
  ['＠张三', '{c ＠张三}'],
  ['@c++ (dev)!', '{d @c++ (dev)}!'],
  ['@Zoe\u0308', '@Zoe\u0308'],
  ['@zoë', '{e @zoë}'],
  ['@@Ann', '@{a @Ann}'],
  ['@Bob', '@Bob'],
])('the mentions of %s are found', (text, expected) => {
  expect(marked(text)).toBe(expected);
});

test('without mentioned people an @ stays text', () => {
  expect(splitMentions('@Ann', [])).toEqual(['@Ann']);
});

test.each(['Mary-Ann', 'R&D', 'C#', 'O,K', 'a.b', '[x]', 'q?', '100%', 'a/b|c', '`~`', '<b>', '^_^ $'])(
  'a name with special characters is found: %s',
  (name) => {
    expect(splitMentions(`hi @${name} there`, [{ id: 'x', name }])).toEqual([
      'hi ',
      { id: 'x', text: `@${name}` },
      ' there',
    ]);
  },
);
