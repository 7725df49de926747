/** Hues, in degrees, that can be told apart and are pleasant at the lightness that both themes give to names. */
const hues = [5, 28, 52, 78, 128, 152, 180, 212, 242, 268, 300, 335];

/** The hue in which an author's name is written: always the same for the same author. */
export function hueOf(author: string): number {
  let hash = 0;
  for (const character of author) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x5bd1e995);
  // Spreads the difference of one letter over all bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return hues[((hash ^ (hash >>> 15)) >>> 0) % hues.length] ?? 0;
}
