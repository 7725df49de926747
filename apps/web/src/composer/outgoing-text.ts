import { loadCatalogue } from '../emoji/catalogue.ts';
import { RecentEmoji } from '../emoji/recent.ts';
import { withTone } from '../emoji/skin.ts';
import type { App } from '../model/app.ts';
import { byteLength } from '../model/text-bytes.ts';
import { inWord } from './caret.ts';

/** The text of a message as it is sent: fences have lines of their own, and shortcodes are emoji. */
export async function outgoingText(text: string, app: App): Promise<string> {
  const separated = separateFences(text);
  if (!shortcodes.test(separated)) return separated;
  const catalogue = await loadCatalogue(app.language.peek().lang);
  const { tone } = new RecentEmoji(app.emoji);
  const replaced = replaceShortcodes(separated, (code) => {
    const emoji = catalogue.byShortcode(code);
    return emoji && withTone(emoji, tone);
  });
  return byteLength(replaced) <= app.client.maxText ? replaced : separated;
}

const shortcodes = /:[a-z0-9_+-]+:/;

/** What looks like a shortcode is none in code and in addresses. */
const codeOrShortcodes = new RegExp(
  [
    /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\k<fence>)[^\n]*)*(?:\n {0,3}\k<fence>[^\n]*)?/v.source,
    /(?<!`)(?<ticks>`+)(?!`)[^]*?(?<!`)\k<ticks>(?!`)/v.source,
    // Only from the start of a word: from each letter of a long word it would take quadratic time.
    /(?:(?<!\w)\w+:\/\/|www\.)\S+/v.source,
    `(?<![${inWord}:\\/])(?<run>(?::[a-z0-9_+\\-]{1,40}:)+)`,
  ].join('|'),
  'gmv',
);

/** Replaces shortcodes outside of code and addresses; `emojiOf` gives undefined for an unknown one, which stays. */
export function replaceShortcodes(text: string, emojiOf: (code: string) => string | undefined): string {
  return text.replaceAll(codeOrShortcodes, (match, ...rest) => {
    const { run } = rest.at(-1) as { run?: string };
    return run === undefined ? match : match.replaceAll(/:([^:]+):/g, (code, name: string) => emojiOf(name) ?? code);
  });
}

const fenceBehindText =
  /^(?<before>[^`\n]*[^`\s])[^\S\n]*(?<fence>```[\w+#.\-]*)\n(?<code>[^]*?)\n?[^\S\n]*```[^\S\n]*$/gmv;

/** Markdown knows a fence only at the start of a line, and people begin one behind "look: " as well. */
export function separateFences(text: string): string {
  return text.replaceAll(fenceBehindText, '$<before>\n$<fence>\n$<code>\n```');
}
