/**
 * All emoji in one language, in catalogue order, stored by column with one row per emoji: columns of similar text
 * compress best. Written at build time (`pack.ts`), read in the browser (`catalogue.ts`).
 */
export interface PackedEmoji {
  /** In order; `size` is the number of rows. */
  groups: { name: string; size: number }[];
  /** The name, then folded search words that the name and the shortcodes do not contain already. */
  words: string;
  emoji: string;
  /** Shortcodes without colons; the first one is shown. */
  codes: string;
  /** One digit per row: 0 for the baseline, else an index into `laterVersions` plus one. */
  since: string;
}

/** Separate the rows of a column and the parts of a row. No name, shortcode or word contains them. */
export const ROW_SEPARATOR = '|';
export const PART_SEPARATOR = ';';

/** Every device that can run the page draws emoji up to this version. */
export const BASELINE_VERSION = 12.1;

/** The versions after the baseline. */
export const laterVersions: readonly number[] = [13, 13.1, 14, 15, 15.1, 16, 17];
