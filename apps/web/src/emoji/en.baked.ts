import emoji from 'emojibase-data/en/compact.json' with { type: 'json' };
import { pack } from './pack.ts';

/** Vite runs this file while it builds, and ships what it exports. */
export const packed = pack(emoji, {
  0: 'Smileys & emotion',
  1: 'People & body',
  3: 'Animals & nature',
  4: 'Food & drink',
  5: 'Travel & places',
  6: 'Activities',
  7: 'Objects',
  8: 'Symbols',
  9: 'Flags',
});
