import type { Lang } from '../model/language.ts';
import { type EmojiEntry, type EmojiSearch, makeSearch } from './search.ts';
import { newestSupportedVersion } from './supported-version.ts';
import { BASELINE_VERSION, PART_SEPARATOR, type PackedEmoji, ROW_SEPARATOR, laterVersions } from './packed.ts';
import { withoutTone } from './skin.ts';

export type EmojiCatalogue = ReturnType<typeof makeCatalogue>;

const catalogues = new Map<Lang, Promise<EmojiCatalogue>>();

/** Fetches the emoji of a language once. Rejects when the chunk cannot be fetched; the next call tries again. */
export function loadCatalogue(language: Lang): Promise<EmojiCatalogue> {
  const known = catalogues.get(language);
  if (known) return known;
  const packed = language === 'zh-Hans' ? import('./zh.baked.ts') : import('./en.baked.ts');
  // Measured while the data loads: drawing the first emoji takes the longest.
  const newest = newestSupportedVersion();
  const catalogue = packed.then((module) => makeCatalogue(module.packed, newest));
  catalogues.set(language, catalogue);
  catalogue.catch(() => catalogues.delete(language));
  return catalogue;
}

/** The emoji in Unicode's order. Groups and search leave out emoji of versions after `newest`. */
export function makeCatalogue(packed: PackedEmoji, newest: number) {
  const words = rows(packed.words);
  const codes = rows(packed.codes);
  const entries = rows(packed.emoji).map(([emoji = ''], row): EmojiEntry => ({
    emoji,
    name: words[row]?.[0] ?? '',
    codes: codes[row] ?? [],
  }));
  const supported = entries.map(
    (_, row) => (laterVersions[Number(packed.since[row]) - 1] ?? BASELINE_VERSION) <= newest,
  );
  const byCode = new Map(entries.flatMap((entry) => entry.codes.map((code) => [code, entry.emoji])));
  const byEmoji = new Map(entries.map((entry) => [withoutTone(entry.emoji), entry]));

  let start = 0;
  const groups = packed.groups.map(({ name, size }) => {
    const from = start;
    start += size;
    return { name, entries: entries.slice(from, start).filter((_, row) => supported[from + row]) };
  });

  // Built with the first search, so that the picker opens sooner.
  let find: EmojiSearch | undefined;
  const search: EmojiSearch = (query, limit) => {
    const known = byEmoji.get(withoutTone(query.trim()));
    if (known) return [known].slice(0, limit);
    find ??= makeSearch(
      entries.filter((_, row) => supported[row]),
      words.filter((_, row) => supported[row]).map((parts) => parts.slice(1)),
    );
    return find(query, limit);
  };

  return {
    groups,
    search,
    /** The emoji of an exact shortcode, with or without colons, even if this system cannot draw it. */
    byShortcode: (shortcode: string): string | undefined => byCode.get(shortcode.toLowerCase().replace(/^:|:$/g, '')),
    /** The entry of an emoji in any skin tone. */
    entryOf: (emoji: string): EmojiEntry | undefined => byEmoji.get(withoutTone(emoji)),
  };
}

function rows(column: string): string[][] {
  return column.split(ROW_SEPARATOR).map((row) => row.split(PART_SEPARATOR));
}
