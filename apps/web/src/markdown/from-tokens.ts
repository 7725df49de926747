import type { MarkedToken, Token, Tokens } from 'marked';
import { safeHref } from '../model/links.ts';
import { languageOf } from './languages.ts';
import { linesOf, linkTo } from './plain.ts';
import { type Block, type Cell, type Inline, type Item, type Link, wordsOf } from './tree.ts';

/** Converts the lexer's tokens to blocks. `used` contains the addresses of the link definitions in use. */
export function blocksOf(tokens: readonly Token[], used: ReadonlySet<string>): Block[] {
  const blocks: Block[] = [];
  for (const token of tokens as MarkedToken[]) {
    const block = blockOf(token, used);
    if (block) blocks.push(block);
  }
  return blocks;
}

/** Empty markup is text: "-", "#", ">" or "1." alone. */
function blockOf(token: MarkedToken, used: ReadonlySet<string>): Block | null {
  const asWritten = (): Block => ({ type: 'paragraph', inside: linesOf(token.raw.replace(/\n+$/, '')) });
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return null;
    case 'hr':
      return { type: 'rule' };
    case 'heading':
      return token.text === '' ? asWritten() : { type: 'heading', level: token.depth, inside: lineOf(token.tokens) };
    case 'code':
      return token.text.trim() === '' ? asWritten() : codeOf(token);
    case 'blockquote': {
      const blocks = blocksOf(token.tokens, used);
      return blocks.length === 0 ? asWritten() : { type: 'quote', blocks };
    }
    case 'list': {
      const items = itemsOf(token, used);
      if (items.every(({ blocks }) => blocks.length === 0)) return asWritten();
      return { type: 'list', numbered: token.ordered, items };
    }
    case 'table':
      return { type: 'table', head: token.header.map(cellOf), rows: token.rows.map((row) => row.map(cellOf)) };
    case 'def':
      return used.has(token.href) ? null : asWritten();
    case 'paragraph':
    case 'text':
      return { type: 'paragraph', inside: token.tokens ? lineOf(token.tokens) : linesOf(token.text) };
    default:
      return asWritten();
  }
}

/** The text after the opening fence names a language, or is the first line of the code. */
function codeOf({ lang = '', text }: Tokens.Code): Block {
  const named = lang === '' || languageOf(lang) !== undefined || /^[\w+#.-]{1,24}$/.test(lang);
  return { type: 'code', info: named ? lang : '', text: named ? text : `${lang}\n${text}` };
}

/** Ascending numbers are kept, as in 1, 3, 7. Others are counted, as in 1, 1, 1. */
function itemsOf({ items, ordered, start }: Tokens.List, used: ReadonlySet<string>): Item[] {
  const first = start === '' ? 1 : start;
  const written = items.map(({ raw }) => Number.parseInt(raw, 10));
  const meant = ordered && written.every((number, at) => at === 0 || number > written[at - 1]!);
  return items.map((item, at) => ({
    number: meant ? written[at]! : first + at,
    done: item.task ? item.checked === true : null,
    blocks: blocksOf(item.tokens, used),
  }));
}

function cellOf({ align, tokens }: Tokens.TableCell): Cell {
  return { align, inside: lineOf(tokens) };
}

/** `linked` is true inside a link, which contains no other link. */
function lineOf(tokens: readonly Token[], linked = false): Inline[] {
  const line: Inline[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') line.push(...(linked ? [{ type: 'words' as const, text: run }] : linesOf(run)));
    run = '';
  };
  const push = (part: Inline): void => {
    flush();
    line.push(part);
  };
  for (const token of tokens as MarkedToken[]) {
    switch (token.type) {
      case 'em':
      case 'strong':
      case 'del':
        push({ type: token.type, inside: lineOf(token.tokens, linked) });
        break;
      case 'codespan':
        push({ type: 'code', text: token.text });
        break;
      case 'escape':
        // A part of its own: an escaped @ mentions nobody, and an escaped address is no link.
        push({ type: 'words', text: token.text });
        break;
      case 'br':
        // The indentation of the next line is kept.
        run += token.raw.replace(/^[ \\]*/, '');
        break;
      case 'checkbox':
        break;
      case 'link':
      case 'image': {
        const link = namedLink(token);
        if (link) push(linked ? { type: 'words', text: wordsOf(link.inside) } : link);
        else run += token.raw;
        break;
      }
      default:
        // As written, entities and tags included.
        run += token.raw;
    }
  }
  flush();
  return line;
}

/** A link with words of its own; null for an unsafe address, and for a bare one. */
function namedLink(token: Tokens.Link | Tokens.Image): Link | null {
  if ('autolink' in token && token.autolink && !token.raw.startsWith('<')) return null;
  const href = safeHref(token.href);
  if (href === null) return null;
  const label = lineOf(token.tokens, true);
  // Images are links: loading one would reveal the reader to its host.
  const inside: Inline[] = token.type === 'image' ? [{ type: 'words', text: wordsOf(label) }] : label;
  const named = wordsOf(inside).trim() !== '';
  return linkTo(href, named ? inside : [{ type: 'words', text: token.href }], token.title);
}
