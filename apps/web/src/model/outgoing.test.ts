import { expect, test } from 'vitest';
import { bytes, composing, trimmed } from './outgoing.ts';

test('bytes are those of UTF-8', () => {
  expect(bytes('abc')).toBe(3);
  expect(bytes('上海')).toBe(6);
  expect(bytes('🦩')).toBe(4);
});

test('blank lines around go, indentation stays', () => {
  expect(trimmed('\n  \n  if (x)\n    y\n\n ')).toBe('  if (x)\n    y');
  expect(trimmed(' \n\t \n')).toBe('');
  expect(trimmed('  a')).toBe('  a');
});

test('an Enter of an input method is not an Enter', () => {
  expect(composing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(composing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(composing({ isComposing: false, keyCode: 13 })).toBe(false);
});
