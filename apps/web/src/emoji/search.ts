export interface EmojiEntry {
  /** Without a skin tone. */
  emoji: string;
  /** In the language of the catalogue. */
  name: string;
  /** English shortcodes without colons, at least one; the first one is shown. */
  codes: readonly string[];
}

/** The folded words of one emoji. */
interface Indexed {
  entry: EmojiEntry;
  name: string;
  nameWords: readonly string[];
  words: readonly string[];
}

/** Ranks of a match, best first. Within a rank the length is added: the shorter the matching word, the better. */
const EXACT = 0;
const CODE = 1_000;
const NAME = 2_000;
const WORD = 3_000;
const INSIDE = 4_000;
const SCATTERED = 5_000;

const han = /\p{Script=Han}/u;
const separators = /[^\p{L}\p{N}]+/u;

const marks = /\p{M}/gu;
const quotes = /['’ʼ“”"]/g;

/** Folds spellings of one word together: case, accents, full-width letters and apostrophes are dropped. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(marks, '').replace(quotes, '').toLowerCase();
}

/** Matches by words, prefixes and shortcodes (with or without colons); the best first. */
export type EmojiSearch = (query: string, limit: number) => EmojiEntry[];

/** `words[n]` are the folded words of `entries[n]`. */
export function makeSearch(entries: readonly EmojiEntry[], words: readonly (readonly string[])[]): EmojiSearch {
  const index = entries.map((entry, row): Indexed => {
    const name = fold(entry.name);
    return { entry, name, nameWords: name.split(separators), words: words[row] ?? [] };
  });
  return (query, limit) => {
    const folded = fold(query.replace(/^\s*:|:\s*$/g, '')).trim();
    if (folded === '') return [];
    const code = folded.replace(/\s+/g, '_');
    const parts = folded.split(/[\s_]+/).filter((part) => part !== '');
    const found: { entry: EmojiEntry; score: number }[] = [];
    for (const row of index) {
      const score = Math.min(byCode(row, code), byParts(row, parts));
      if (score < Infinity) found.push({ entry: row.entry, score });
    }
    // The sort is stable: equal scores stay in the catalogue's order.
    return found
      .sort((a, b) => a.score - b.score)
      .slice(0, limit)
      .map(({ entry }) => entry);
  };
}

function byCode({ entry: { codes } }: Indexed, query: string): number {
  let best = Infinity;
  for (const code of codes) {
    if (code === query) return EXACT;
    if (code.startsWith(query)) best = Math.min(best, CODE + code.length);
    else if (code.includes(query)) best = Math.min(best, INSIDE + code.length);
  }
  return best;
}

/** Every part must match somewhere, and the worst match counts. */
function byParts(row: Indexed, parts: readonly string[]): number {
  let worst = -Infinity;
  for (const part of parts) worst = Math.max(worst, byPart(row, part));
  return worst;
}

function byPart({ entry: { codes }, name, nameWords, words }: Indexed, part: string): number {
  if (nameWords.some((word) => word.startsWith(part))) return NAME + name.length;
  let best = Infinity;
  for (const word of words) {
    if (word.startsWith(part)) best = Math.min(best, WORD + word.length);
    else if (word.includes(part)) best = Math.min(best, INSIDE + word.length);
  }
  if (name.includes(part)) {
    // Chinese has no spaces: a part inside a name is mostly a word of it.
    best = Math.min(best, (han.test(part) ? WORD : INSIDE) + name.length);
  } else if (codes.some((code) => code.includes(part))) {
    best = Math.min(best, INSIDE + name.length);
  } else if (best === Infinity && han.test(part) && scattered(part, name, words)) {
    best = SCATTERED + name.length;
  }
  return best;
}

/** Every character appears in the name or in one of the words. */
function scattered(part: string, name: string, words: readonly string[]): boolean {
  for (const character of part) {
    if (!name.includes(character) && !words.some((word) => word.includes(character))) return false;
  }
  return true;
}
