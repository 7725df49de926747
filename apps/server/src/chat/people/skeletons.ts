import { withoutUnseen } from '@hubbub/protocol/names';
import unhomoglyph from 'unhomoglyph';

/**
 * Imitations of Latin letters and digits that `unhomoglyph` lacks or maps otherwise: its table is Unicode's of 2020. These
 * are in Unicode 17's (confusables.txt), apart from U+1C82 and U+1C83, the narrow and the wide form of Cyrillic о and с.
 * By the letter that they look like.
 */
const imitations: Record<string, string> = {
  b: '𖺶',
  B: 'Ⲃ',
  c: 'ငၚᲃ',
  f: 'ƒ',
  i: 'ւⲓ',
  l: 'ӏ𑷚𑷡𖺪',
  o: '០ϭᲂ',
  O: '𑷠',
  p: 'þƿϸⳏ',
  P: 'Ⳏ',
  s: 'ട',
  w: 'шⲽ',
  y: 'ⲩ',
  2: 'ર',
  3: '३૩ⲜⳄ',
  6: 'ⳓϬⳜ',
  9: 'ⳋ',
  '-': 'ⲻ',
};
const imitated = new Map(
  Object.entries(imitations).flatMap(([letter, from]) => Array.from(from, (each) => [each, letter])),
);
const imitation = new RegExp(`[${[...imitated.keys()].join('')}]`, 'gu');

/** Fonts draw i and j without their own dot below another one. */
const secondDot = /(?<=[ij]\p{M}*)\u0307/gu;

/**
 * The keys that look-alike names share (skeletons, in the terms of Unicode TR39), of the lower-cased name and of the
 * name as written: `ALICE` looks like `alice`, and `AIice` with a capital I looks like `Alice`. The skeleton of a name is
 * those of its graphemes together, and what is unseen in it makes no difference.
 */
export function skeletons(name: string): string[] {
  return [...new Set([shape(name, lowerCase), shape(name, (text) => text)])];
}

function shape(name: string, spelling: (text: string) => string): string {
  // Before and after the compatibility forms: U+03F2 looks like c, and is a form of sigma.
  const canonical = withoutImitations(spelling(withoutUnseen(name).normalize('NFD')));
  const compatible = withoutImitations(spelling(canonical.normalize('NFKD')));
  // Letters without case imitate capitals.
  return lowerCase(compatible).normalize('NFD').replace(secondDot, '').replace(/\s+/gu, ' ');
}

function withoutImitations(text: string): string {
  return replaceImitations(unhomoglyph(replaceImitations(text)));
}

function replaceImitations(text: string): string {
  return text.replace(imitation, (each) => imitated.get(each) ?? each);
}

/** Each letter by itself: the lower case of a whole word depends on where it ends, and a mention may go on. */
function lowerCase(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}
