import { expect, test } from 'vitest';
import { byteLength, isComposing, excessCharacters, remainingCharacters, trimmed } from '../../src/model/text-bytes.ts';

test('bytes are those of UTF-8', () => {
  expect(byteLength('abc')).toBe(3);
  expect(byteLength('上海')).toBe(6);
  expect(byteLength('🦩')).toBe(4);
});

test('what must go from the end is told in characters, and what is left then fits', () => {
  expect(excessCharacters('abc', 3)).toBe(0);
  expect(excessCharacters('abcde', 3)).toBe(2);
  expect(excessCharacters('上海上海', 6)).toBe(2);
  // The second character begins within the limit and ends behind it.
  expect(excessCharacters('上海', 4)).toBe(1);
  const mixed = 'aé上🦩 ñ茶👍🏽z'.repeat(3);
  const points = Array.from(mixed);
  for (let limit = 0; limit <= byteLength(mixed); limit++) {
    const left = points.length - excessCharacters(mixed, limit);
    const fitting = (count: number): boolean => byteLength(points.slice(0, count).join('')) <= limit;
    expect(fitting(left), `${limit}`).toBe(true);
    expect(left === points.length || !fitting(left + 1), `${limit}`).toBe(true);
  }
});

test('what still fits is told in characters of the kind that is being written', () => {
  expect(remainingCharacters('abc', 10)).toBe(7);
  expect(remainingCharacters('上海', 12)).toBe(2);
  expect(remainingCharacters('', 10)).toBe(10);
  expect(remainingCharacters('abcd', 3)).toBe(0);
});

test('blank lines around go, indentation stays', () => {
  expect(trimmed('\n  \n  if (x)\n    y\n\n ')).toBe('  if (x)\n    y');
  expect(trimmed(' \n\t \n')).toBe('');
  expect(trimmed('  a')).toBe('  a');
});

test('an Enter of an input method is not an Enter', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
