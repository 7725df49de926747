import type { EmojiEntry } from './catalogue.ts';
import { fold } from './fold.ts';

/** What a search looks at, for one emoji. */
interface Indexed {
  entry: EmojiEntry;
  codes: readonly string[];
  name: string;
  nameWords: readonly string[];
  words: readonly string[];
}

/** How well an emoji fits, best first. Within one of them, the shorter thing that fits is nearer to what was meant. */
const EXACT = 0;
const CODE = 1_000;
const NAME = 2_000;
const WORD = 3_000;
const INSIDE = 4_000;
const SCATTERED = 5_000;

const han = /\p{Script=Han}/u;
const between = /[^\p{L}\p{N}]+/u;

export type Find = (query: string, limit: number) => EmojiEntry[];

/** `words[n]` are the folded words of `entries[n]`. */
export function finder(entries: readonly EmojiEntry[], words: readonly (readonly string[])[]): Find {
  const index = entries.map((entry, row): Indexed => {
    const name = fold(entry.name);
    return { entry, codes: entry.codes, name, nameWords: name.split(between), words: words[row] ?? [] };
  });
  return (query, limit) => {
    const asked = fold(query.replace(/^\s*:|:\s*$/g, '')).trim();
    if (asked === '') return [];
    const code = asked.replace(/\s+/g, '_');
    const parts = asked.split(/[\s_]+/).filter((part) => part !== '');
    const found: { entry: EmojiEntry; score: number }[] = [];
    for (const row of index) {
      const score = Math.min(byCode(row, code), byParts(row, parts));
      if (score < Infinity) found.push({ entry: row.entry, score });
    }
    // Sorting keeps the order of the emoji among equals.
    return found
      .sort((a, b) => a.score - b.score)
      .slice(0, limit)
      .map(({ entry }) => entry);
  };
}

function byCode({ codes }: Indexed, asked: string): number {
  let best = Infinity;
  for (const code of codes) {
    if (code === asked) return EXACT;
    if (code.startsWith(asked)) best = Math.min(best, CODE + code.length);
    else if (code.includes(asked)) best = Math.min(best, INSIDE + code.length);
  }
  return best;
}

/** Every part must fit somewhere, and the worst of them counts. */
function byParts(row: Indexed, parts: readonly string[]): number {
  let worst = -Infinity;
  for (const part of parts) worst = Math.max(worst, byPart(row, part));
  return worst;
}

function byPart({ codes, name, nameWords, words }: Indexed, part: string): number {
  if (nameWords.some((word) => word.startsWith(part))) return NAME + name.length;
  let best = Infinity;
  for (const word of words) {
    if (word.startsWith(part)) best = Math.min(best, WORD + word.length);
    else if (word.includes(part)) best = Math.min(best, INSIDE + word.length);
  }
  if (name.includes(part)) {
    // Chinese has no spaces: what is inside a name there mostly is a word of it.
    best = Math.min(best, (han.test(part) ? WORD : INSIDE) + name.length);
  } else if (codes.some((code) => code.includes(part))) {
    best = Math.min(best, INSIDE + name.length);
  } else if (best === Infinity && han.test(part) && scattered(part, name, words)) {
    best = SCATTERED + name.length;
  }
  return best;
}

/** Every character is in the name or in one of the words, wherever. */
function scattered(part: string, name: string, words: readonly string[]): boolean {
  for (const character of part) {
    if (!name.includes(character) && !words.some((word) => word.includes(character))) return false;
  }
  return true;
}
