import type { EmojiBook } from '../emoji/catalogue.ts';
import { type Tone, toned } from '../emoji/skin.ts';
import { CHOICES, type Choice } from './choice.ts';

export function emojiFor(query: string, book: EmojiBook, tone: Tone): Choice[] {
  return book.search(query, CHOICES).map(({ emoji, codes, name }): Choice => {
    const drawn = toned(emoji, tone);
    const asked = query.toLowerCase();
    // The shortcode that was begun, where there are several.
    const code = codes.find((each) => each.startsWith(asked)) ?? codes[0] ?? '';
    return { key: emoji, insert: drawn, exact: false, shows: { type: 'emoji', emoji: drawn, code, name } };
  });
}
