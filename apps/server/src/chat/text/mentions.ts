import type { Person } from '@hubbub/protocol/events';
import { MAX_MENTIONS_PER_MESSAGE, MAX_NAME_GRAPHEMES } from '@hubbub/protocol/limits';
import { skeletons } from '../people/skeletons.ts';

/** The maximum of `@` signs that are examined in one text. */
const MAX_AT_SIGNS = 20;

/** The maximum of characters that are compared for one text: of possible names and of their skeletons together. */
const MAX_COMPARED_CHARACTERS = 24_000;

/** Letters, digits and marks of the scripts that separate words by spaces. */
const alphabetic =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}' +
  '\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]]';
const sign = new RegExp(`(?<!${alphabetic})[@＠](?=\\S)`, 'gv');
const wordContinues = new RegExp(`^${alphabetic}`, 'v');
const newline = /[\n\r\u0085\u2028\u2029]/u;
const code = /```[\s\S]*?(?:```|$)|(?<!`)(`{1,2})(?!`)[^\n]+?(?<!`)\1(?!`)/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The people whom a text mentions: an @ that begins a word, followed by the longest name that fits, ignoring case. The
 * name must end where a word does; in scripts without spaces, that is anywhere. Code mentions nobody, `author` is
 * skipped, and each person is listed once. `holderOf` finds the person whose name has one of these skeletons (see `names.ts`).
 * The work per text is bounded, because other calls to the store wait for it.
 */
export function mentioned(
  text: string,
  holderOf: (skeletons: readonly string[]) => Person | undefined,
  author: string | null,
): Person[] {
  if (!/[@＠]/u.test(text)) return [];
  const prose = text.replace(code, (span) => '\n'.repeat(span.length));
  const found = new Map<string, Person>();
  let signs = 0;
  let remaining = MAX_COMPARED_CHARACTERS;
  let end = 0;
  for (const { index } of prose.matchAll(sign)) {
    if (index < end) continue;
    if (++signs > MAX_AT_SIGNS) break;
    const name = prose.slice(index + 1, index + 1 + MAX_NAME_GRAPHEMES * 32);
    for (const length of nameLengths(name)) {
      const keys = skeletons(name.slice(0, length));
      remaining -= length + keys[0]!.length;
      if (remaining < 0) return [...found.values()];
      const person = holderOf(keys);
      if (!person) continue;
      if (person.id !== author) found.set(person.id, { id: person.id, name: person.name });
      if (found.size === MAX_MENTIONS_PER_MESSAGE) return [...found.values()];
      end = index + 1 + length;
      break;
    }
  }
  return [...found.values()];
}

/** The possible lengths of a name at the start of this text, longest first. */
function nameLengths(text: string): number[] {
  const lengths: number[] = [];
  let count = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (++count > MAX_NAME_GRAPHEMES || newline.test(segment)) break;
    const length = index + segment.length;
    if (segment.trim() !== '' && !wordContinues.test(text.slice(length, length + 2))) lengths.push(length);
  }
  return lengths.reverse();
}
