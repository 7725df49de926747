import { ChatError } from '../errors.ts';

const one = /^\p{RGI_Emoji}$/v;

/** What a screen may also draw as text, unless U+FE0F behind it or a skin colour asks for the picture. */
const textOrPicture = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;

/**
 * The one spelling of an emoji: keyboards leave U+FE0F out or put it in, and `❤` and `❤️` are one reaction.
 * Refused with `emoji_invalid`: what is not one emoji, whole.
 */
export function cleanEmoji(raw: string): string {
  const emoji = raw.replaceAll('\uFE0F', '').replace(textOrPicture, '$&\uFE0F');
  if (!one.test(emoji)) throw new ChatError('emoji_invalid', { field: 'emoji' });
  return emoji;
}
