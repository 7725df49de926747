import { expect, test } from 'vitest';
import { popoverPosition } from '../../src/emoji/popover-position.ts';

const page = { width: 1_000, height: 800 };

test('above what is at the bottom of the page', () => {
  expect(popoverPosition({ top: 740, right: 980, bottom: 780 }, page)).toEqual({
    '--picker-top': 'auto',
    '--picker-bottom': '68px',
    '--picker-right': '20px',
    '--picker-room': '724px',
  });
});

test('below what is at its top', () => {
  expect(popoverPosition({ top: 100, right: 300, bottom: 120 }, page)).toEqual({
    '--picker-top': '128px',
    '--picker-bottom': 'auto',
    '--picker-right': '700px',
    '--picker-room': '664px',
  });
});
