/** The text before the caret that can be completed. */
export interface CompletionTarget {
  source: 'people' | 'emoji' | 'commands';
  /** Offset of its trigger character. */
  from: number;
  /** Offset of its end: the caret. */
  to: number;
  /** The text after the trigger. */
  query: string;
}

/** A class for the letters and digits of scripts with spaces between words: a word does not begin after one of them. */
export const inWord =
  '[[\\p{L}\\p{N}\\p{M}_]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}' +
  '\\p{scx=Khmr}\\p{scx=Mymr}]]';

/** Names may contain spaces, but a trailing space ends the mention. */
const person = new RegExp(`(?<!${inWord})[@＠]((?:\\S[^\\n@＠]{0,60})?)$`, 'v');
const shortcode = new RegExp(`(?<![${inWord}:\\/])[:]((?=[^:]*\\p{L}|[+\\-]1)[\\p{L}\\p{M}\\p{N}_+\\-]{2,40})$`, 'v');
/** Before Chinese text a colon is punctuation, unless it begins a word. */
const chinese = /(?<![\p{L}\p{N}:])[:]((?=\p{scx=Hani})[\p{L}\p{N}]{1,10})$/u;
const closed = new RegExp(`(?<![${inWord}:\\/])[:]([a-z0-9_+\\-]{1,40})[:]$`, 'v');
const command = /^\/([a-z]*)$/;

/** The text to complete at the caret, if any. */
export function completionAt(text: string, caret: number): CompletionTarget | null {
  const before = text.slice(0, caret);
  const typed = command.exec(before)?.[1];
  if (typed !== undefined) {
    return /^(?:\s|$)/.test(text.slice(caret)) ? { source: 'commands', from: 0, to: caret, query: typed } : null;
  }
  if (!/[@＠:]/.test(before)) return null;
  const name = person.exec(before);
  if (name) {
    const query = name[1] ?? '';
    if (/\s$/.test(query) || inCode(before)) return null;
    return { source: 'people', from: name.index, to: caret, query };
  }
  const code = shortcode.exec(before) ?? chinese.exec(before);
  if (!code || (han.test(code[1] ?? '') && !chinese.test(before)) || inAddress(before) || inCode(before)) return null;
  return { source: 'emoji', from: code.index, to: caret, query: code[1] ?? '' };
}

/** A `:shortcode:` that ends at the caret. */
export function shortcodeAt(text: string, caret: number): { from: number; code: string } | null {
  const before = text.slice(0, caret);
  const found = closed.exec(before);
  if (!found || inAddress(before) || inCode(before)) return null;
  return { from: found.index, code: found[1] ?? '' };
}

const han = /\p{scx=Hani}/u;

/** The last word is an address. */
function inAddress(before: string): boolean {
  return /(?:\w:\/\/|\bwww\.)\S*$/i.test(before);
}

/** The caret is in Markdown code: in an open fence, or after an open backtick of its paragraph. */
function inCode(before: string): boolean {
  if (!before.includes('`')) return false;
  const fences = [...before.matchAll(/^ {0,3}```[^`\n]*$/gm)];
  if (fences.length % 2 === 1) return true;
  const behind = fences.at(-1);
  const paragraph = before.slice(Math.max(before.lastIndexOf('\n\n'), behind ? behind.index + behind[0].length : 0));
  return paragraph.replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '').includes('`');
}
