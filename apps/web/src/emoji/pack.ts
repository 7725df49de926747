import cldr from 'emojibase-data/en/shortcodes/cldr.json' with { type: 'json' };
import emojibase from 'emojibase-data/en/shortcodes/emojibase.json' with { type: 'json' };
import github from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' };
import versions from 'emojibase-data/versions/emoji.json' with { type: 'json' };
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

/** By the emoji's hexcode. GitHub's shortcodes replace CLDR's, and those emojibase's. */
const shortcodes: Readonly<Record<string, string | string[]>> = { ...emojibase, ...cldr, ...github };

/** The hexcodes that were new in each version. */
const newIn: Readonly<Record<string, readonly string[]>> = versions;

/** People search by words of two to four characters; longer ones are explanations. */
const MAX_HAN_WORD_LENGTH = 4;

const rgi = /^\p{RGI_Emoji}$/v;
const han = /\p{Script=Han}/u;

/**
 * Reduces emojibase's data to what the page needs. Runs at build time. `groups` are titles by group number; groups
 * without a title are left out.
 */
export function pack(emoji: readonly Row[], groups: Readonly<Record<number, string>>): PackedEmoji {
  const rows = emoji
    .filter(({ group }) => group !== undefined && groups[group] !== undefined)
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const codes = rows.map(({ hexcode }) => [shortcodes[hexcode] ?? []].flat());
  return {
    groups: Object.entries(groups).map(([group, name]) => ({
      name,
      size: rows.filter((row) => row.group === Number(group)).length,
    })),
    words: column(rows.map(({ label, tags }, row) => [label, ...wordsOf(label, codes[row] ?? [], tags ?? [])])),
    emoji: column(rows.map(({ unicode }) => [qualified(unicode)])),
    codes: column(codes),
    since: rows
      .map(({ hexcode }) => laterVersions.findLastIndex((version) => newIn[version]?.includes(hexcode)) + 1)
      .join(''),
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
