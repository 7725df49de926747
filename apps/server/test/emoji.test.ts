import { expect, test } from 'vitest';
import { cleanEmoji } from '../src/chat/text/emoji.ts';

const selector = '\uFE0F';

test.each(['👍', '👍🏽', '❤️', '☝🏽', '©️', '1️⃣', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏳️‍🌈', '👁️‍🗨️', '🏋🏽‍♀️', '👩‍👩‍👧‍👦', '🧑🏻‍❤️‍💋‍🧑🏼'])(
  'REACT-2: %s is one emoji, with any number of variation selectors',
  (emoji) => {
    expect(cleanEmoji(emoji)).toBe(emoji);
    expect(cleanEmoji(emoji.replaceAll(selector, ''))).toBe(emoji);
    expect(cleanEmoji(emoji + selector)).toBe(emoji);
  },
);

test.each([
  '',
  ' ',
  'a',
  '1',
  '#',
  'ok',
  ':+1:',
  '👍👍',
  '👍 ',
  'x👍',
  '❤\uFE0E',
  '🇩',
  '👩‍',
  '\u200D',
  selector,
  '\u{1F3F4}\u{E0067}',
  '👍\u0301',
  '\uD83D',
  '👩‍👩‍👩‍👩‍👩',
])('REACT-2: %j is not one emoji', (text) => {
  expect(() => cleanEmoji(text)).toThrow(expect.objectContaining({ code: 'emoji_invalid' }));
});
