import type { Mention } from '@hubbub/protocol/events';
import { MAX_MENTIONS_PER_MESSAGE, MAX_NAME_GRAPHEMES } from '@hubbub/protocol/limits';
import { skeletons } from '../people/names.ts';
import type { Person } from '../ports.ts';

/** Signs that are looked at in one text. */
const SIGNS = 20;

/** What may be compared in one text, in characters of what is written and of its skeletons together. */
const COMPARED_CHARACTERS = 24_000;

/** Letters, digits and marks of the scripts that put spaces between words. */
const alphabetic =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}' +
  '\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]]';
const sign = new RegExp(`(?<!${alphabetic})[@＠](?=\\S)`, 'gv');
const goesOn = new RegExp(`^${alphabetic}`, 'v');
const newline = /[\n\r\u0085\u2028\u2029]/u;
const code = /```[\s\S]*?(?:```|$)|(?<!`)(`{1,2})(?!`)[^\n]+?(?<!`)\1(?!`)/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Whom a text mentions: an @ that begins a word, and somebody's name behind it, the longest that fits. Capitals do not
 * matter. The name ends where a word does; scripts that are written without spaces end one anywhere. Nobody is
 * mentioned in code, nor by `author`, and nobody twice. `holderOf` says who has a name with this skeleton (`names.ts`).
 * Whatever the text, a few hundred names are tried at most, because this runs while others wait for the store.
 */
export function mentioned(
  text: string,
  holderOf: (skeleton: string) => Person | undefined,
  author: string | null,
): Mention[] {
  if (!/[@＠]/u.test(text)) return [];
  const spoken = text.replace(code, (span) => '\n'.repeat(span.length));
  const found = new Map<string, Mention>();
  let signs = 0;
  let left = COMPARED_CHARACTERS;
  let end = 0;
  for (const { index } of spoken.matchAll(sign)) {
    if (index < end) continue;
    if (++signs > SIGNS) break;
    const name = spoken.slice(index + 1, index + 1 + MAX_NAME_GRAPHEMES * 32);
    for (const length of ends(name)) {
      const keys = skeletons(name.slice(0, length));
      left -= length + keys[0]!.length;
      if (left < 0) return [...found.values()];
      const person = firstOf(keys, holderOf);
      if (!person) continue;
      if (person.id !== author) found.set(person.id, { id: person.id, name: person.name });
      if (found.size === MAX_MENTIONS_PER_MESSAGE) return [...found.values()];
      end = index + 1 + length;
      break;
    }
  }
  return [...found.values()];
}

/** How long a name at the beginning of this can be, the longest first. */
function ends(text: string): number[] {
  const lengths: number[] = [];
  let count = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (++count > MAX_NAME_GRAPHEMES || newline.test(segment)) break;
    const length = index + segment.length;
    if (segment.trim() !== '' && !goesOn.test(text.slice(length, length + 2))) lengths.push(length);
  }
  return lengths.reverse();
}

function firstOf(keys: string[], holderOf: (skeleton: string) => Person | undefined): Person | undefined {
  for (const key of keys) {
    const person = holderOf(key);
    if (person) return person;
  }
  return undefined;
}
