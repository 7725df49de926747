import { ChatError } from '../errors.ts';

const oneEmoji = /^\p{RGI_Emoji}$/v;

/** Characters that are drawn as text unless U+FE0F or a skin tone follows. */
const textByDefault = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;

/**
 * The canonical spelling of an emoji: keyboards differ in U+FE0F, and `❤` and `❤️` are one reaction. Throws
 * `emoji_invalid` for anything but exactly one emoji.
 */
export function cleanEmoji(raw: string): string {
  const emoji = raw.replaceAll('\uFE0F', '').replace(textByDefault, '$&\uFE0F');
  if (!oneEmoji.test(emoji)) throw new ChatError('emoji_invalid', { field: 'emoji' });
  return emoji;
}
