import { signal } from '@preact/signals';
import type { Lang } from '../model/language.ts';

type EmojiOf = (shortcode: string) => string | undefined;

/** Shortcodes by themselves or in a row. Each needs a letter, so that 10:30:45 is none, and `std::cout` is none either. */
const shortcodes = /(?<![\w:])(?::(?:[+-]1|[\d_+-]*[a-z][a-z\d_+-]*):)+(?![\w:])/gi;

const emojiOf = signal<EmojiOf | null>(null);
let loading = false;

/**
 * The text with shortcodes such as `:tada:` replaced by their emoji; unknown ones stay. The catalogue is fetched when
 * the first text needs it, and a component that called this is drawn again when it has arrived.
 */
export function withEmoji(text: string, lang: Lang): string {
  if (!text.includes(':') || text.search(shortcodes) < 0) return text;
  const { value } = emojiOf;
  if (value) return text.replaceAll(shortcodes, (run) => replaceRun(run, value));
  void load(lang);
  return text;
}

function replaceRun(run: string, emojiOf: EmojiOf): string {
  return run.replaceAll(/:([^:]+):/g, (code, name: string) => emojiOf(name) ?? code);
}

async function load(lang: Lang): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    const { loadCatalogue } = await import('../emoji/catalogue.ts');
    emojiOf.value = (await loadCatalogue(lang)).byShortcode;
  } catch {
    // Shortcodes stay as they are written; the next text that has one tries again.
    loading = false;
  }
}
