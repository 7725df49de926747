import { expect, test } from 'vitest';
import { shortcodeAt, completionAt } from '../../src/composer/caret.ts';

/** What is wanted where the bar stands. */
function at(marked: string): string | null {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const wanted = completionAt(text, caret);
  if (!wanted) return null;
  expect(wanted.to).toBe(caret);
  return `${wanted.source} ${text.slice(wanted.from, caret)} ${wanted.query}`;
}

test.each([
  ['@|', 'people @ '],
  ['hello @an|', 'people @an an'],
  ['hello @an| there', 'people @an an'],
  ['@ann l|', 'people @ann l ann l'],
  ['你好@张|', 'people @张 张'],
  ['＠张三|', 'people ＠张三 张三'],
  ['(@ann|)', 'people @ann ann'],
  ['@ann and @be|', 'people @be be'],
  ['two\n@an|', 'people @an an'],
  // Behind a space nobody goes on writing a name.
  ['@ann |', null],
  ['meet @ |', null],
  ['mail ann@ex|', null],
  ['@ann\nhel|', null],
  ['`@dec|', null],
  ['`a` @an|', 'people @an an'],
  ['```\n@dec|', null],
  ['```\ncode\n```\n@an|', 'people @an an'],
])('people: %j', (marked, expected) => expect(at(marked)).toBe(expected));

test.each([
  [':sm|', 'emoji :sm sm'],
  ['hi :Smile|', 'emoji :Smile Smile'],
  ['好:smile|', 'emoji :smile smile'],
  [':微|', 'emoji :微 微'],
  ['真好 :微笑|', 'emoji :微笑 微笑'],
  [':+1|', 'emoji :+1 +1'],
  ['😀:sm|', 'emoji :sm sm'],
  // One letter is a face such as :D, or nothing yet.
  [':D|', null],
  [':|', null],
  ['at 12:30|', null],
  ['at :30|', null],
  ['12:am|', null],
  ['http://hub|', null],
  ['http:|', null],
  ['see http://a.test/x:sm|', null],
  ['std::vec|', null],
  ['note:this|', null],
  ['`a:b :sm|', null],
  ['说:好|', null],
  [':smile |', null],
])('emoji: %j', (marked, expected) => expect(at(marked)).toBe(expected));

test.each([
  ['/|', 'commands / '],
  ['/to|', 'commands /to to'],
  ['/to| later', 'commands /to to'],
  // The caret stands inside a word.
  ['/t|opic', null],
  ['/topic |', null],
  [' /to|', null],
  ['//to|', null],
  ['/usr/b|', null],
  ['say /me|', null],
  ['/To|', null],
])('commands: %j', (marked, expected) => expect(at(marked)).toBe(expected));

test.each([
  [':smile:', { from: 0, code: 'smile' }],
  ['yes :+1:', { from: 4, code: '+1' }],
  ['好:100:', { from: 1, code: '100' }],
  ['12:30:', null],
  ['a:b:', null],
  ['::a:', null],
  ['http://x:80:', null],
  ['`:smile:', null],
  [':two words:', null],
])('closed: %j', (text, expected) => expect(shortcodeAt(text, text.length)).toEqual(expected));

test('a long text is looked through quickly, whatever it is made of', () => {
  for (const piece of ['@', ':', '`', '`a', '@a ', ':a', '\n```', 'http://', 'a']) {
    const text = piece.repeat(64_000 / piece.length);
    const began = performance.now();
    completionAt(text, text.length);
    shortcodeAt(text, text.length);
    expect(performance.now() - began, piece).toBeLessThan(100);
  }
});
