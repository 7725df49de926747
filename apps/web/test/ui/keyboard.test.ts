import { describe, expect, test } from 'vitest';
import { endsInFence, submitsField } from '../../src/ui/keyboard.ts';

const hardwareEnter = {
  key: 'Enter',
  code: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};
const field = { text: 'hello', caret: 5, onScreenKeyboard: false };

describe('Enter', () => {
  test.each([
    ['on a hardware keyboard', {}],
    ['on a number pad', { code: 'NumpadEnter' }],
    ['with Ctrl', { ctrlKey: true }],
    ['with ⌘', { metaKey: true }],
  ])('%s submits', (_, changes) => {
    expect(submitsField({ ...hardwareEnter, ...changes }, field)).toBe(true);
  });

  test.each([
    ['with Shift', { shiftKey: true }],
    ['with Alt', { altKey: true }],
    ['of an input method that is composing', { isComposing: true }],
    ['that ends a composition in Safari', { keyCode: 229 }],
    ['of an on-screen keyboard of Android, which has no code', { code: '' }],
    ['of an on-screen keyboard that does not name its keys', { key: 'Unidentified', code: '', keyCode: 229 }],
  ])('%s does not submit', (_, changes) => {
    expect(submitsField({ ...hardwareEnter, ...changes }, field)).toBe(false);
  });

  test('of an on-screen keyboard that covers a part of the page, as on iOS, does not submit', () => {
    expect(submitsField(hardwareEnter, { ...field, onScreenKeyboard: true })).toBe(false);
  });

  test('inside an open code fence does not submit, and after its end it does', () => {
    const text = 'look:\n```js\nlet a;\n```\nfine';
    const submitsAfter = (part: string): boolean =>
      submitsField(hardwareEnter, { ...field, text, caret: text.indexOf(part) + part.length });
    expect(submitsAfter('look:')).toBe(true);
    expect(submitsAfter('```js')).toBe(false);
    expect(submitsAfter('let a;')).toBe(false);
    expect(submitsAfter('let a;\n```')).toBe(true);
    expect(submitsAfter('fine')).toBe(true);
  });

  test('inside an open code fence submits with Ctrl', () => {
    const text = '```\ncode';
    expect(submitsField({ ...hardwareEnter, ctrlKey: true }, { ...field, text, caret: text.length })).toBe(true);
  });
});

test.each([
  ['```', true],
  ['~~~~\ncode', true],
  ['   ```js', true],
  ['text\n```\ncode', true],
  ['````\n```', true],
  ['```\ncode\n``` js', true],
  ['```\n~~~', true],
  ['    ```', false],
  ['```inline```', false],
  ['see `a` and `b`', false],
  ['look: ```js', true],
  ['look: ```js\ncode', true],
  ['look: ```js\ncode```', false],
  ['`a` ```', false],
  ['```\ncode\n````  ', false],
])('%j ends in an open fence: %s', (text, expected) => {
  expect(endsInFence(text)).toBe(expected);
});
