import type { Person } from '@hubbub/protocol/events';
import {
  MAX_MARKS_PER_GRAPHEME,
  MAX_MENTIONS_PER_MESSAGE,
  MAX_NAME_CODE_POINTS,
  MAX_NAME_GRAPHEMES,
} from '@hubbub/protocol/limits';
import { skeletons } from '../people/skeletons.ts';

/** The maximum of `@` signs that are examined in one text. */
const MAX_AT_SIGNS = 20;

/** Letters, digits and marks of the scripts that separate words by spaces. */
const alphabetic =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}' +
  '\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]]';
const sign = new RegExp(`(?<!${alphabetic})[@＠](?=\\S)`, 'gv');
const wordContinues = new RegExp(`^${alphabetic}`, 'v');
const marks = /\p{M}/gu;
const newline = /[\n\r\u0085\u2028\u2029]/u;
const code = /```[\s\S]*?(?:```|$)|(?<!`)(`{1,2})(?!`)[^\n]+?(?<!`)\1(?!`)/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Most texts need no others. */
const asciiSkeletons = new Map(
  Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).map((each) => [each, skeletons(each)]),
);

/** An @ in a text, and the names that may follow it. Plain data, so that it can be sent to a store's thread. */
export interface PossibleMention {
  /** The index of the first character of the names. */
  start: number;
  /** Where each name ends in the text, longest first. */
  ends: number[];
  /** The skeletons of the longest name, and where each name ends in them. */
  skeletons: { text: string; ends: number[] }[];
}

/** The person with the longest skeleton that `text` begins with and that ends at one of `ends`, and the end's index. */
export type FindHolder = (text: string, ends: readonly number[]) => { person: Person; index: number } | undefined;

/**
 * Where a text may mention somebody: an @ that begins a word, followed by a name that ends where a word does; in scripts
 * without spaces, that is anywhere. Code mentions nobody. The work per text is bounded.
 */
export function possibleMentions(text: string): PossibleMention[] {
  if (!/[@＠]/u.test(text)) return [];
  const prose = text.replace(code, (span) => '\n'.repeat(span.length));
  const found: PossibleMention[] = [];
  let signs = 0;
  for (const { index } of prose.matchAll(sign)) {
    if (++signs > MAX_AT_SIGNS) break;
    const possible = namesAt(prose, index + 1);
    if (possible.ends.length > 0) found.push(possible);
  }
  return found;
}

/**
 * The people whom a text mentions: after each @ the one with the longest name, ignoring case, and each once. `author` is
 * skipped.
 */
export function mentioned(
  possible: readonly PossibleMention[],
  findHolder: FindHolder,
  author: string | null,
): Person[] {
  const found = new Map<string, Person>();
  let end = 0;
  for (const { start, ends, skeletons: forms } of possible) {
    if (start <= end) continue;
    const holders = forms.flatMap((form) => findHolder(form.text, form.ends) ?? []);
    const [longest] = holders.toSorted((one, other) => one.index - other.index);
    if (longest === undefined) continue;
    const { id, name } = longest.person;
    if (id !== author) found.set(id, { id, name });
    if (found.size === MAX_MENTIONS_PER_MESSAGE) break;
    end = ends[longest.index]!;
  }
  return [...found.values()];
}

/** The names that may be meant at this place. Each grapheme is normalised once; what no name contains ends them. */
function namesAt(prose: string, start: number): PossibleMention {
  // One character more than a name may have, to see whether it ends there.
  const text = prose.slice(start, start + 2 * (MAX_NAME_CODE_POINTS + 1));
  const lower = { text: '', ends: [] as number[] };
  const written = { text: '', ends: [] as number[] };
  const ends: number[] = [];
  let [count, codePoints] = [0, 0];
  for (const { index, segment } of graphemes.segment(text)) {
    codePoints += Array.from(segment).length;
    if (++count > MAX_NAME_GRAPHEMES || codePoints > MAX_NAME_CODE_POINTS || newline.test(segment)) break;
    if ((segment.match(marks)?.length ?? 0) > MAX_MARKS_PER_GRAPHEME) break;
    const keys = asciiSkeletons.get(segment) ?? skeletons(segment);
    lower.text = withoutDoubleSpace(lower.text, keys[0]!);
    written.text = withoutDoubleSpace(written.text, keys.at(-1)!);
    const end = index + segment.length;
    if (segment.trim() === '' || wordContinues.test(text.slice(end, end + 2))) continue;
    ends.unshift(start + end);
    for (const form of [lower, written]) form.ends.unshift(form.text.length);
  }
  return { start, ends, skeletons: lower.text === written.text ? [lower] : [lower, written] };
}

function withoutDoubleSpace(text: string, next: string): string {
  return text.endsWith(' ') && next.startsWith(' ') ? text + next.slice(1) : text + next;
}
