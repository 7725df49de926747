import { expect, test } from 'vitest';
import { popoverPosition } from '../../src/emoji/popover-position.ts';

const page = { width: 1_000, height: 800 };

test('the picker is above an anchor at the bottom of the page', () => {
  expect(popoverPosition({ top: 740, right: 980, bottom: 780 }, page)).toEqual({
    '--picker-top': 'auto',
    '--picker-bottom': '68px',
    '--picker-right': '20px',
    '--picker-room': '724px',
  });
});

test('the picker is below an anchor at the top of the page', () => {
  expect(popoverPosition({ top: 100, right: 300, bottom: 120 }, page)).toEqual({
    '--picker-top': '128px',
    '--picker-bottom': 'auto',
    '--picker-right': '700px',
    '--picker-room': '664px',
  });
});

test.each([
  ['an anchor that is partly above the page', { top: -500, right: 300, bottom: -460 }],
  ['an anchor that is as high as the page', { top: -200, right: 300, bottom: 1_000 }],
  ['an anchor that is below the page', { top: 900, right: 300, bottom: 940 }],
])('%s keeps the picker within the page', (_, anchor) => {
  const position = popoverPosition(anchor, page);
  const [top, bottom, room] = (['top', 'bottom', 'room'] as const).map((side) =>
    Number.parseFloat(position[`--picker-${side}`] ?? ''),
  );
  const edge = Number.isNaN(top) ? bottom! : top!;
  expect(edge).toBeGreaterThanOrEqual(8);
  expect(edge + room!).toBeLessThanOrEqual(page.height - 8);
  expect(room).toBeGreaterThanOrEqual(288);
});

test('on a low page the picker covers its anchor', () => {
  expect(popoverPosition({ top: 150, right: 300, bottom: 180 }, { width: 800, height: 330 })).toMatchObject({
    '--picker-top': '34px',
    '--picker-room': '288px',
  });
});
