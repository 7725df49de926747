import emoji from 'emojibase-data/en/compact.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { withoutTone, withTone, tones } from '../../src/emoji/skin.ts';

const modifier = (tone: number) => String.fromCodePoint(0x1f3fa + tone);

test('every emoji that has skin gets the tone that Unicode lists, and every other stays as it is', () => {
  for (const { unicode, skins = [], group } of emoji) {
    if (group === undefined || group === 2) continue;
    for (const tone of tones.slice(1)) {
      // Two people have 25 mixtures; here both get the same.
      const same = skins.filter((skin) =>
        [...skin.unicode.matchAll(/[🏻-🏿]/gu)].every(([of]) => of === modifier(tone)),
      );
      expect(same.length).toBeLessThanOrEqual(1);
      expect(withTone(unicode, tone), unicode).toBe(same[0]?.unicode ?? unicode);
    }
    expect(withTone(unicode, 0)).toBe(unicode);
  }
});

test.each([
  ['👍🏽', '👍'],
  ['✌🏿', '✌️'],
  ['🧑🏻‍🤝‍🧑🏿', '🧑‍🤝‍🧑'],
])('%s and %s are the same but for the skin', (one, other) => {
  expect(withoutTone(one)).toBe(withoutTone(other));
});
