import { cleanName } from '@hubbub/protocol/names';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skeletons } from '../src/chat/people/skeletons.ts';

const unseen = ['\u2800', '\uFFFC', '\u{1D159}', '\u{16FE4}', '\u{13441}', '\u{13442}', '\u{11D45}', '\u{11D97}'];
for (let code = 0; code <= 0x10ffff; code++) {
  const character = String.fromCodePoint(code);
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) unseen.push(character);
}

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(...Array.from('aZİΣςIl10 ·é字あ한กक्ши'), 'e\u0301', 'i\u0307', '👩‍🚀', 'می‌خواهم', 'ﷺ', 'Ϲ', '\u1100'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
  ),
  { maxLength: 12 },
);

function alike(one: string, other: string): boolean {
  const keys = skeletons(other);
  return skeletons(one).some((key) => keys.includes(key));
}

describe('the skeletons of a name', () => {
  it.each([
    ['a selector', 'alice\u{E0100}'],
    ['a Mongolian selector', 'ali\u180Bce'],
    ['a blank letter', 'alice\u{1D159}'],
    ['a filler', 'ali\u{16FE4}ce'],
    ['an Egyptian blank', 'alice\u{13441}'],
    ['the Cyrillic palochka', 'aӏice'],
    ['the Greek lunate sigma', 'aliϲe'],
    ['the capital of it', 'ALIϹE'],
    ['a dotless i with a dot', 'al\u0131\u0307ce'],
    ['a second dot', 'ali\u0307ce'],
    ['a Cyrillic capital', 'ALIСE'],
    ['a wide Cyrillic letter', 'aliᲃe'],
    ['an Arabic letter', 'aاice'],
    ['a Lisu letter among capitals', 'ꓮLICE'],
    ['full-width letters', 'ａｌｉｃｅ'],
  ])('B-3, NAME-4: are the same with %s', (_, imitation) => {
    expect(alike(imitation, 'alice')).toBe(true);
  });

  it.each([
    ['o', '០'],
    ['p', 'þ'],
    ['w', 'ш'],
    ['p', 'ϸ'],
    ['3', '३'],
    ['f', 'ƒ'],
    ['w', 'ⲽ'],
    ['ß', 'ẞ'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ])('B-3, NAME-4: of %s are those of %s', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  it.each([
    ['alice', 'alica'],
    ['Ann Lee', 'AnnLee'],
    ['张三', '张二'],
    ['👩‍🚀', '👩‍🚒'],
    ['🇩🇪', '🇫🇷'],
    ['room 10', 'room 19'],
  ])('NAME-4: of %s are not those of %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  it('B-3: are equal for names that differ only by what is unseen', () => {
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...unseen)), { maxLength: 6 }),
        (parts, added) => {
          const changed = Array.from(parts.join(''));
          for (const [at, character] of added) changed.splice(at % (changed.length + 1), 0, character);
          const plain = changed.filter((character) => !unseen.includes(character)).join('');
          expect(skeletons(changed.join(''))).toEqual(skeletons(plain));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('NAME-4: are shared by a name in upper and in lower case, and are never empty', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const cleaned = cleanName(parts.join(''));
        if (!cleaned.ok) return;
        const { name } = cleaned;
        expect(alike(name, name.toLowerCase())).toBe(true);
        for (const key of skeletons(name)) expect(key).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});
