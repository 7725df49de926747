/**
 * All emoji in one language, in their order, as small as text gets: columns of like things
 * pack best, one row an emoji. Made while the page is built (`pack.ts`), read in the browser (`book.ts`).
 */
export interface PackedEmoji {
  /** In their order, with how many rows each has. */
  groups: { name: string; size: number }[];
  /** Each name, and words to search by: folded, without those that name and shortcodes hold already. */
  words: string;
  emoji: string;
  /** Shortcodes without colons, the first one first. */
  codes: string;
  /** One character a row, see `versions`. */
  since: string;
}

/** Between two rows of a column, and between the parts of one. Neither is in any name, shortcode or word. */
export const ROW = '|';
export const PART = ';';

/** Emoji that came with this version or an earlier one are on every device that can run the page. */
export const EVERYWHERE = 12.1;

/** The later versions. `since` holds a row's place in this list plus one, and 0 for what is everywhere. */
export const versions: readonly number[] = [13, 13.1, 14, 15, 15.1, 16, 17];
