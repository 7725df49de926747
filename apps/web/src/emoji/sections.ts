import { panelWords } from '../i18n/panel-words.ts';
import type { EmojiCatalogue } from './catalogue.ts';
import type { RecentEmoji } from './recent.ts';
import type { EmojiEntry } from './search.ts';

/** A heading of the picker and its emoji. */
export interface Section {
  title: string;
  entries: readonly EmojiEntry[];
}

/** More results than this are slow to draw and are not read. */
const MAX_RESULTS = 180;

/** The search results; without a query the recently used emoji, and then all groups. */
export function sectionsOf(catalogue: EmojiCatalogue, query: string, recent: RecentEmoji): Section[] {
  if (query.trim() !== '') {
    const entries = catalogue.search(query, MAX_RESULTS);
    return [{ title: entries.length > 0 ? panelWords.foundEmoji(entries.length) : panelWords.noEmoji, entries }];
  }
  const used = recent.list.flatMap((emoji) => catalogue.entryOf(emoji) ?? []);
  const groups = catalogue.groups.map(({ name, entries }) => ({ title: name, entries }));
  return used.length > 0 ? [{ title: panelWords.recentEmoji, entries: used }, ...groups] : groups;
}
