/** 0 is the yellow that nobody has; 1 to 5 go from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

export const tones: readonly Tone[] = [0, 1, 2, 3, 4, 5];

const FIRST_TONE = 0x1f3fb;
const bare = /\p{Emoji_Modifier_Base}\uFE0F?/gu;
const rgi = /^\p{RGI_Emoji}$/v;
const variants = /[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu;

/**
 * The emoji in that skin tone; every person of several gets the same. What has no skin comes back as it was: the
 * browser knows which sequences exist, so no list of them is needed.
 */
export function toned(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(FIRST_TONE + tone - 1);
  const coloured = emoji.replace(bare, (base, at: number) =>
    // The handshake between two people has no tone of its own.
    base === '🤝' && at > 0 ? base : base.replace('\uFE0F', '') + modifier,
  );
  return rgi.test(coloured) ? coloured : emoji;
}

/** The same for an emoji in every skin tone, and with or without the sign that asks for colour. */
export function sameness(emoji: string): string {
  return emoji.replace(variants, '');
}
