import { expect, test } from 'vitest';
import { nextPosition } from '../../src/emoji/grid-navigation.ts';

// Three columns:   0: a b c    1: (none)   2: a b c    3: a
//                     d e                     d
const sizes = [5, 0, 4, 1];
const move = (from: string, key: string, toTheEnd = false) => {
  const [section = 0, index = 0] = from.split(' ').map(Number);
  const to = nextPosition(sizes, 3, { section, index }, key, toTheEnd);
  return typeof to === 'object' ? `${to.section} ${to.index}` : to;
};

test.each([
  ['to the right', '0 1', 'ArrowRight', '0 2'],
  ['into the next row', '0 2', 'ArrowRight', '0 3'],
  ['into the next section', '0 4', 'ArrowRight', '2 0'],
  ['nowhere from the last emoji', '3 0', 'ArrowRight', undefined],
  ['to the left', '0 3', 'ArrowLeft', '0 2'],
  ['into the previous section', '2 0', 'ArrowLeft', '0 4'],
  ['nowhere from the first emoji', '0 0', 'ArrowLeft', undefined],
  ['down', '0 1', 'ArrowDown', '0 4'],
  ['down to a shorter row', '0 2', 'ArrowDown', '0 4'],
  ['down to the next section, in the same column', '0 4', 'ArrowDown', '2 1'],
  ['down to a shorter section', '2 3', 'ArrowDown', '3 0'],
  ['down, nowhere from the last row', '3 0', 'ArrowDown', undefined],
  ['up', '0 4', 'ArrowUp', '0 1'],
  ['up into the previous section', '2 2', 'ArrowUp', '0 4'],
  ['up out of the first row', '0 2', 'ArrowUp', 'field'],
  ['to the beginning of the row', '0 4', 'Home', '0 3'],
  ['to the end of the row', '0 0', 'End', '0 2'],
  ['to the end of a short row', '0 3', 'End', '0 4'],
  ['to the next section', '0 3', 'PageDown', '2 0'],
  ['to the beginning of the section', '2 3', 'PageUp', '2 0'],
  ['to the previous section', '2 0', 'PageUp', '0 0'],
  ['nowhere with a letter', '0 0', 'a', undefined],
])('moves %s', (_, from, key, to) => {
  expect(move(from, key)).toBe(to);
});

test('moves to the first and the last emoji of all with Ctrl', () => {
  expect(move('2 1', 'Home', true)).toBe('0 0');
  expect(move('2 1', 'End', true)).toBe('3 0');
});
