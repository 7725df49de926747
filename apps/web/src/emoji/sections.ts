import type { EmojiBook, EmojiEntry } from './catalogue.ts';
import type { RecentEmoji } from './recent.ts';

/** A heading of the picker and the emoji below it. */
export interface Section {
  title: string;
  entries: readonly EmojiEntry[];
}

export interface SectionLabels {
  recent: string;
  found: (count: number) => string;
  nothing: string;
}

/** More than this is not a search but a list, and drawing it would be felt. */
const FOUND_MAX = 180;

/** What was found, or else the last used and then everything. */
export function sectionsOf(book: EmojiBook, query: string, recent: RecentEmoji, labels: SectionLabels): Section[] {
  if (query.trim() !== '') {
    const entries = book.search(query, FOUND_MAX);
    return [{ title: entries.length > 0 ? labels.found(entries.length) : labels.nothing, entries }];
  }
  const used = recent.list.flatMap((emoji) => book.of(emoji) ?? []);
  const groups = book.groups.map(({ name, entries }) => ({ title: name, entries }));
  return used.length > 0 ? [{ title: labels.recent, entries: used }, ...groups] : groups;
}
