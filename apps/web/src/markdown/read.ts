import { Lexer } from 'marked';
import { ChatTokenizer, chatHooks } from './chat-tokenizer.ts';
import { blocksOf } from './from-tokens.ts';
import { plain } from './plain.ts';
import type { Block } from './tree.ts';

/** Longer ones are shown as they stand, and so is what is there to keep the lexer busy. */
const LONGEST = 32 * 1024;
const MOST_LINES = 1_500;
const MOST_ESCAPED_BRACKETS = 300;

/** Reads Markdown. Whatever the text, it gives something to show. */
export function read(text: string): Block[] {
  if (tooMuch(text)) return plain(text);
  const tokenizer = new ChatTokenizer();
  try {
    const lexer = new Lexer({ gfm: true, breaks: true, tokenizer, hooks: chatHooks });
    const blocks = blocksOf(lexer.lex(text), tokenizer.used);
    return blocks.length > 0 ? blocks : plain(text);
  } catch {
    return plain(text);
  }
}

function tooMuch(text: string): boolean {
  return (
    text.length > LONGEST ||
    text.split('\n').length > MOST_LINES ||
    text.split('\\[').length > MOST_ESCAPED_BRACKETS ||
    / {300}/.test(text)
  );
}
