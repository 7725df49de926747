import { PART_SEPARATOR, type PackedEmoji, ROW_SEPARATOR, laterVersions } from './packed.ts';
import { fold } from './search.ts';

/** The fields of emojibase's data that are used. */
interface Row {
  hexcode: string;
  unicode: string;
  label: string;
  group?: number;
  order?: number;
  tags?: readonly string[];
}

/** By the emoji's hexcode. */
type Shortcodes = Readonly<Record<string, string | string[]>>;

/** The hexcodes that were new in each version. */
type Versions = Readonly<Record<string, readonly string[]>>;

interface Source {
  emoji: readonly Row[];
  /** The first data set that knows an emoji names it. */
  shortcodes: readonly Shortcodes[];
  versions: Versions;
  /** Titles by group number. Groups without a title are left out. */
  groups: Readonly<Record<number, string>>;
}

/** People search by words of two to four characters; longer ones are explanations. */
const MAX_HAN_WORD_LENGTH = 4;

const rgi = /^\p{RGI_Emoji}$/v;
const han = /\p{Script=Han}/u;

/** Reduces emojibase's data to what the page needs. Runs at build time. */
export function pack({ emoji, shortcodes, versions: versionsOf, groups }: Source): PackedEmoji {
  const rows = emoji
    .filter(({ group }) => group !== undefined && groups[group] !== undefined)
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const codes = rows.map(({ hexcode }) => codesOf(hexcode, shortcodes));
  const since = sinceOf(versionsOf);
  return {
    groups: Object.entries(groups).map(([group, name]) => ({
      name,
      size: rows.filter((row) => row.group === Number(group)).length,
    })),
    words: column(rows.map(({ label, tags }, row) => [label, ...wordsOf(label, codes[row] ?? [], tags ?? [])])),
    emoji: column(rows.map(({ unicode }) => [qualified(unicode)])),
    codes: column(codes),
    since: rows.map(({ hexcode }) => since.get(hexcode) ?? 0).join(''),
  };
}

function column(rows: string[][]): string {
  return rows.map((parts) => parts.join(PART_SEPARATOR)).join(ROW_SEPARATOR);
}

/** Drops a redundant variation selector, which emojibase adds and people do not type. */
function qualified(emoji: string): string {
  const bare = emoji.replace('\uFE0F', '');
  return !rgi.test(emoji) && rgi.test(bare) ? bare : emoji;
}

function codesOf(hexcode: string, shortcodes: readonly Shortcodes[]): string[] {
  for (const dataset of shortcodes) {
    const codes = dataset[hexcode];
    if (codes !== undefined) return Array.isArray(codes) ? codes : [codes];
  }
  return [];
}

/** Leaves out words that the search finds by the emoji's name or shortcodes already. */
function wordsOf(label: string, codes: readonly string[], tags: readonly string[]): string[] {
  const name = fold(label);
  const known = [...codes, ...name.split(/[^\p{L}\p{N}]+/u)];
  const words = [...new Set(tags.map(fold))].filter((word) =>
    han.test(word)
      ? word.length <= MAX_HAN_WORD_LENGTH && !word.split('').every((character) => name.includes(character))
      : !known.some((other) => other.startsWith(word)),
  );
  return words.filter(
    (word) =>
      !words.some((other) => other !== word && (han.test(word) ? other.includes(word) : other.startsWith(word))),
  );
}

function sinceOf(versionsOf: Versions): Map<string, number> {
  return new Map(
    laterVersions.flatMap((version, index) =>
      (versionsOf[String(version)] ?? []).map((hexcode): [string, number] => [hexcode, index + 1]),
    ),
  );
}
