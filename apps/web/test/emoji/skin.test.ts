import emoji from 'emojibase-data/en/compact.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { withoutTone, withTone, tones } from '../../src/emoji/skin.ts';

const modifier = (tone: number) => String.fromCodePoint(0x1f3fa + tone);

test('every emoji with skin tones gets the variant that Unicode lists, and every other emoji is unchanged', () => {
  for (const { unicode, skins = [], group } of emoji) {
    if (group === undefined || group === 2) continue;
    for (const tone of tones.slice(1)) {
      // Emoji of two people have 25 combinations; here both people get the same tone.
      const variants = skins.filter((skin) =>
        [...skin.unicode.matchAll(/[🏻-🏿]/gu)].every(([found]) => found === modifier(tone)),
      );
      expect(variants.length).toBeLessThanOrEqual(1);
      expect(withTone(unicode, tone), unicode).toBe(variants[0]?.unicode ?? unicode);
    }
    expect(withTone(unicode, 0)).toBe(unicode);
  }
});

test.each([
  ['👍🏽', '👍'],
  ['✌🏿', '✌️'],
  ['🧑🏻‍🤝‍🧑🏿', '🧑‍🤝‍🧑'],
])('%s and %s differ only in skin tone', (one, other) => {
  expect(withoutTone(one)).toBe(withoutTone(other));
});
