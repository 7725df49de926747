import { finder, type Find } from './find.ts';
import { newestDrawn } from './supported-version.ts';
import { EVERYWHERE, PART, type PackedEmoji, ROW, versions } from './packed.ts';
import { sameness } from './skin.ts';

export interface EmojiEntry {
  /** Without a skin tone. */
  emoji: string;
  /** In the language of the book. */
  name: string;
  /** Shortcodes without colons, in English; the first is the one to show. There is always one. */
  codes: readonly string[];
}

export interface EmojiGroup {
  name: string;
  entries: readonly EmojiEntry[];
}

export interface EmojiBook {
  /** What this system can draw, in the usual order. */
  readonly groups: readonly EmojiGroup[];
  /** What fits a word, the beginning of one, or a shortcode with or without colons; best first. */
  search: Find;
  /** The emoji of an exact shortcode, with or without colons, even if this system cannot draw it. */
  named(shortcode: string): string | undefined;
  /** What is known of an emoji, in whatever skin tone. */
  of(emoji: string): EmojiEntry | undefined;
}

export type EmojiLanguage = 'en' | 'zh-Hans';

const books = new Map<EmojiLanguage, Promise<EmojiBook>>();

/** Fetches the emoji of a language, once. Rejects when they cannot be fetched; the next call tries again. */
export function openBook(language: EmojiLanguage): Promise<EmojiBook> {
  const open = books.get(language);
  if (open) return open;
  const packed = load(language);
  // Measured while the data is on its way: the first emoji that is drawn anywhere takes the longest.
  const newest = newestDrawn();
  const book = packed.then((data) => makeBook(data, newest));
  books.set(language, book);
  book.catch(() => books.delete(language));
  return book;
}

async function load(language: EmojiLanguage): Promise<PackedEmoji> {
  const { packed } = language === 'zh-Hans' ? await import('./zh.baked.ts') : await import('./en.baked.ts');
  return packed;
}

/** `newest` is the version of Emoji up to which groups and search go. */
export function makeBook(packed: PackedEmoji, newest: number): EmojiBook {
  const words = rows(packed.words);
  const codes = rows(packed.codes);
  const entries = rows(packed.emoji).map(([emoji = ''], row): EmojiEntry => ({
    emoji,
    name: words[row]?.[0] ?? '',
    codes: codes[row] ?? [],
  }));
  const drawn = entries.map((_, row) => (versions[Number(packed.since[row]) - 1] ?? EVERYWHERE) <= newest);
  const byCode = new Map(entries.flatMap((entry) => entry.codes.map((code) => [code, entry.emoji])));
  const byEmoji = new Map(entries.map((entry) => [sameness(entry.emoji), entry]));

  let start = 0;
  const groups = packed.groups.map(({ name, size }): EmojiGroup => {
    const from = start;
    start += size;
    return { name, entries: entries.slice(from, start).filter((_, row) => drawn[from + row]) };
  });

  // Made when somebody searches: the picker opens sooner without it.
  let find: Find | undefined;
  const search: Find = (query, limit) => {
    const known = byEmoji.get(sameness(query.trim()));
    if (known) return [known].slice(0, limit);
    find ??= finder(
      entries.filter((_, row) => drawn[row]),
      words.filter((_, row) => drawn[row]).map((parts) => parts.slice(1)),
    );
    return find(query, limit);
  };

  return {
    groups,
    search,
    named: (shortcode) => byCode.get(shortcode.toLowerCase().replace(/^:|:$/g, '')),
    of: (emoji) => byEmoji.get(sameness(emoji)),
  };
}

function rows(column: string): string[][] {
  return column.split(ROW).map((row) => row.split(PART));
}
