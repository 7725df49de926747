import { expect, test } from 'vitest';
import { byteLength, isComposing, excessCharacters, remainingCharacters, trimmed } from '../../src/model/text-bytes.ts';

test('the length is counted in bytes of UTF-8', () => {
  expect(byteLength('abc')).toBe(3);
  expect(byteLength('上海')).toBe(6);
  expect(byteLength('🦩')).toBe(4);
});

test('the excess is the smallest number of characters whose removal from the end makes the text fit', () => {
  expect(excessCharacters('abc', 3)).toBe(0);
  expect(excessCharacters('abcde', 3)).toBe(2);
  expect(excessCharacters('上海上海', 6)).toBe(2);
  // The second character starts before the limit and ends after it.
  expect(excessCharacters('上海', 4)).toBe(1);
  const mixed = 'aé上🦩 ñ茶👍🏽z'.repeat(3);
  const characters = Array.from(mixed);
  for (let limit = 0; limit <= byteLength(mixed); limit++) {
    const kept = characters.length - excessCharacters(mixed, limit);
    const fits = (count: number): boolean => byteLength(characters.slice(0, count).join('')) <= limit;
    expect(fits(kept), `${limit}`).toBe(true);
    expect(kept === characters.length || !fits(kept + 1), `${limit}`).toBe(true);
  }
});

test('the remaining characters are estimated from the size of the ones already written', () => {
  expect(remainingCharacters('abc', 10)).toBe(7);
  expect(remainingCharacters('上海', 12)).toBe(2);
  expect(remainingCharacters('', 10)).toBe(10);
  expect(remainingCharacters('abcd', 3)).toBe(0);
});

test('blank lines at both ends are removed, and indentation is kept', () => {
  expect(trimmed('\n  \n  if (x)\n    y\n\n ')).toBe('  if (x)\n    y');
  expect(trimmed(' \n\t \n')).toBe('');
  expect(trimmed('  a')).toBe('  a');
});

test('Enter during a composition belongs to the input method', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
