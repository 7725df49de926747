/** Hues in degrees that are easy to distinguish at the lightness of names in both themes. */
const hues = [5, 28, 52, 78, 128, 152, 180, 212, 242, 268, 300, 335];

/** The hue of an author's name: always the same for the same author. */
export function hueOf(author: string): number {
  let hash = 0;
  for (const character of author) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x5bd1e995);
  // Mixes the bits, so that one different letter gives another hue.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return hues[((hash ^ (hash >>> 15)) >>> 0) % hues.length] ?? 0;
}
