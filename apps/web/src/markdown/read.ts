import { ChatTokenizer, chatHooks } from './chat-tokenizer.ts';
import { blocksOf } from './from-tokens.ts';
import { Lexer } from './marked.ts';
import { plain } from './plain.ts';
import type { Block } from './tree.ts';

/** Texts over these limits are shown as they are: reading them could block the page. */
const MAX_CHARACTERS = 32 * 1024;
const MAX_LINES = 1_500;
const MAX_ESCAPED_BRACKETS = 300;

/** Reads Markdown. Never throws: a text that is too expensive to read is shown as it is. */
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
    text.length > MAX_CHARACTERS ||
    text.split('\n').length > MAX_LINES ||
    text.split('\\[').length > MAX_ESCAPED_BRACKETS ||
    / {300}/.test(text)
  );
}
