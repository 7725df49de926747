import { expect, test } from 'vitest';
import { hueOf } from '../../src/model/colour.ts';

test('an author always has the same hue', () => {
  expect(hueOf('张三')).toBe(hueOf('张三'));
});

test('200 authors use all twelve hues', () => {
  const hues = new Set(Array.from({ length: 200 }, (_, number) => hueOf(`p${number}`)));
  expect(hues.size).toBe(12);
});
