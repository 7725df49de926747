import { expect, test } from 'vitest';
import { shortcodeAt, completionAt } from '../../src/composer/caret.ts';
import { cpuMs } from '../support/cpu-time.ts';

/** The completion at the caret, which is marked by a bar. */
function completionIn(marked: string): string | null {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const completion = completionAt(text, caret);
  if (!completion) return null;
  expect(completion.to).toBe(caret);
  return `${completion.source} ${text.slice(completion.from, caret)} ${completion.query}`;
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
  // A space ends the name, unless another word follows.
  ['@ann |', null],
  ['meet @ |', null],
  ['mail ann@ex|', null],
  ['@ann\nhel|', null],
  ['`@dec|', null],
  ['`a` @an|', 'people @an an'],
  ['```\n@dec|', null],
  ['```\ncode\n```\n@an|', 'people @an an'],
])('completion of people: %j', (marked, expected) => expect(completionIn(marked)).toBe(expected));

test.each([
  [':sm|', 'emoji :sm sm'],
  ['hi :Smile|', 'emoji :Smile Smile'],
  ['好:smile|', 'emoji :smile smile'],
  [':微|', 'emoji :微 微'],
  ['真好 :微笑|', 'emoji :微笑 微笑'],
  [':+1|', 'emoji :+1 +1'],
  ['😀:sm|', 'emoji :sm sm'],
  // One letter may be a face such as :D.
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
])('completion of emoji: %j', (marked, expected) => expect(completionIn(marked)).toBe(expected));

test.each([
  ['/|', 'commands / '],
  ['/to|', 'commands /to to'],
  ['/to| later', 'commands /to to'],
  // The caret is inside a word.
  ['/t|opic', null],
  ['/topic |', null],
  [' /to|', null],
  ['//to|', null],
  ['/usr/b|', null],
  ['say /me|', null],
  ['/To|', null],
])('completion of commands: %j', (marked, expected) => expect(completionIn(marked)).toBe(expected));

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
])('a complete shortcode before the caret: %j', (text, expected) =>
  expect(shortcodeAt(text, text.length)).toEqual(expected),
);

test('64,000 characters are searched within 100 ms, whatever they are', () => {
  for (const piece of ['@', ':', '`', '`a', '@a ', ':a', '\n```', 'http://', 'a']) {
    const text = piece.repeat(64_000 / piece.length);
    const tookMs = cpuMs(() => {
      completionAt(text, text.length);
      shortcodeAt(text, text.length);
    });
    expect(tookMs, piece).toBeLessThan(100);
  }
});
