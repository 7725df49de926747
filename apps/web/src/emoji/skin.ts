/** 0 is the default yellow; 1 to 5 go from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

export const tones: readonly Tone[] = [0, 1, 2, 3, 4, 5];

const FIRST_TONE = 0x1f3fb;
const bare = /\p{Emoji_Modifier_Base}\uFE0F?/gu;
const rgi = /^\p{RGI_Emoji}$/v;
const variants = /[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu;

/**
 * The emoji in a skin tone, the same for every person in it. An emoji without skin is returned unchanged: the browser's
 * `RGI_Emoji` knows which sequences exist.
 */
export function withTone(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(FIRST_TONE + tone - 1);
  const coloured = emoji.replace(bare, (base, at: number) =>
    // The handshake between two people has no tone of its own.
    base === '🤝' && at > 0 ? base : base.replace('\uFE0F', '') + modifier,
  );
  return rgi.test(coloured) ? coloured : emoji;
}

/** One key for all skin tones of an emoji, with or without the variation selector. */
export function withoutTone(emoji: string): string {
  return emoji.replace(variants, '');
}
