const HUES = 12;

/**
 * The hue, in degrees, in which an author's name is written: always the same for the same author.
 * Lightness and strength are the theme's, so every hue is equally easy to read.
 */
export function hueOf(author: string): number {
  let hash = 0x811c9dc5;
  for (const character of author) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  // The low bits of this hash mix poorly for short names.
  return (((hash >>> 15) ^ hash) >>> 0) % HUES * (360 / HUES) + 20;
}
