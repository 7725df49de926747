import type { Hooks, Tokens } from 'marked';
import { addressAtStart, safeHref } from '../model/links.ts';
import { Tokenizer } from './marked.ts';

/** The limit for nested quotes and lists, and again for nested emphasis and links. Deeper markup stays as written. */
const MAX_NESTING_DEPTH = 8;

/**
 * The characters that the tokenizer may examine in one message. Emphasis takes quadratic time at its worst; a long
 * document needs a tenth of this.
 */
const MAX_WORK_CHARACTERS = 2_000_000;

/** The cost charged for a line in a quote or a list. */
const LINE_WORK_CHARACTERS = 300;

/** Scripts that are written without spaces, and their punctuation. */
const spaceless =
  '[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\uFF00-\\uFFEF]';
const endsSpaceless = new RegExp(`${spaceless}$`, 'u');
const signAtTheEnd = new RegExp(`(?![*_~])[\\p{P}\\p{S}](?=(?:\\*+|~~)${spaceless})`, 'gu');

const plainWords = /^(?:`+|~+|[^])(?:(?!https?:\/\/|www\.)(?:[^\\<![`*~_\n]|\B_))*/i;

const shrug = '\\_(ツ)_/';

/**
 * CommonMark as people write it in a chat. There is no indented code: pasted text is often indented, and code has
 * fences. HTML is plain text. `links.ts` finds addresses, because it knows full-width punctuation; here they are only
 * protected from being read as markup. Every other difference is explained at its method.
 */
export class ChatTokenizer extends Tokenizer {
  /** The addresses of the link definitions that the text uses. Unused definitions are plain text. */
  readonly used = new Set<string>();
  #blocks = 0;
  #inlines = 0;
  #work = 0;

  override code(): undefined {
    return undefined;
  }

  override html(): undefined {
    return undefined;
  }

  /** A tag stays one piece of text, and does not change how the text after it is read. */
  override tag(src: string): Tokens.Tag | undefined {
    const { inLink, inRawBlock } = this.lexer.state;
    const token = super.tag(src);
    Object.assign(this.lexer.state, { inLink, inRawBlock });
    return token;
  }

  /** ">_<" and ">:(" are faces. A quote begins with a space, a letter or another quote. */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (/^ {0,3}>[^\s>\p{L}\p{N}]/u.test(src)) return undefined;
    return this.#block(() => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.#block(() => super.list(src));
  }

  /** People also close the fence at the end of the last line. */
  override fences(src: string): Tokens.Code | undefined {
    const token = super.fences(src);
    if (!token) return undefined;
    const closed = /\n {0,3}(?:`{3,}|~{3,}) *\n?$/.test(token.raw);
    const closedLate = closed ? null : /^ {0,3}(`{3,})([^\n`]*)\n([^]*?[^\n`])\1[ \t]*(?=\n|$)/.exec(src);
    if (!closedLate) return token;
    const [raw, , info = '', text = ''] = closedLate;
    return { ...token, raw, lang: info.trim(), text };
  }

  /** One or two signs under a line make no heading: it is a signature, or an unfinished line. */
  override lheading(src: string): Tokens.Heading | undefined {
    const { inlineQueue } = this.lexer;
    const { length } = inlineQueue;
    const token = super.lheading(src);
    if (!token || /(?:---|===)[ \t]*$/.test(token.raw)) return token;
    inlineQueue.length = length;
    return undefined;
  }

  /** Surplus cells of a row are joined to its last one: often they are code that contains a bar. */
  override table(src: string): Tokens.Table | undefined {
    const token = super.table(src);
    if (!token) return undefined;
    const columns = token.header.length;
    const lines = token.raw.split('\n').slice(2);
    for (const [at, row] of token.rows.entries()) {
      const surplus = cellsOf(lines[at] ?? '').slice(columns);
      const last = row.at(-1);
      if (surplus.length === 0 || !last) continue;
      last.tokens = this.lexer.inline([last.text, ...surplus].join(' | '));
    }
    return token;
  }

  /** "[Ann]: hello" quotes a person, and "[ref]: javascript:…" is unsafe: neither is a definition. */
  override def(src: string): Tokens.Def | undefined {
    const token = super.def(src);
    return token && safeHref(token.href) !== null ? token : undefined;
  }

  override reflink(src: string, links: Parameters<Tokenizer['reflink']>[1]): ReturnType<Tokenizer['reflink']> {
    const token = this.#inline(() => super.reflink(src, links));
    if (token && 'href' in token) this.used.add(token.href);
    return token;
  }

  override link(src: string): ReturnType<Tokenizer['link']> {
    return this.#inline(() => super.link(src));
  }

  override escape(src: string): Tokens.Escape | undefined {
    return src.startsWith(shrug) ? { type: 'escape', raw: shrug, text: shrug } : super.escape(src);
  }

  /**
   * In scripts without spaces, emphasis may start and end next to any letter. 2*3*4 is arithmetic.
   */
  override emStrong(src: string, masked: string, before = ''): Tokens.Em | Tokens.Strong | undefined {
    const stars = src.startsWith('*');
    if (!stars && !src.startsWith('_')) return undefined;
    if (/^\*\d/.test(src) && /\d/.test(before)) return undefined;
    this.#worked(src.length);
    const free = stars && endsSpaceless.test(before);
    return this.#inline(() => super.emStrong(src, masked, free ? '' : before));
  }

  /** Two tildes only: a single one means "about", or draws out a word as in "好的~". */
  override del(src: string, masked: string, before = ''): Tokens.Del | undefined {
    if (!src.startsWith('~~')) return undefined;
    this.#worked(src.length);
    return this.#inline(() => super.del(src, masked, endsSpaceless.test(before) ? '' : before));
  }

  /** Text up to the next possible markup or address. The lexer's own rule looks for a mail address at every letter. */
  override inlineText(src: string): Tokens.Text | undefined {
    const raw = plainWords.exec(src)?.[0];
    return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: false };
  }

  override url(src: string): Tokens.Link | undefined {
    const raw = /^(?:https?:|www\.)/i.test(src) ? addressAtStart(src) : null;
    return raw ? { type: 'link', raw, text: raw, href: raw, autolink: true, tokens: [] } : undefined;
  }

  #block<Token extends { raw: string }>(read: () => Token | undefined): Token | undefined {
    if (this.#blocks === MAX_NESTING_DEPTH) return undefined;
    this.#blocks++;
    const token = read();
    this.#blocks--;
    if (token) this.#worked(LINE_WORK_CHARACTERS * token.raw.split('\n').length);
    return token;
  }

  #inline<Token>(read: () => Token | undefined): Token | undefined {
    if (this.#inlines === MAX_NESTING_DEPTH) return undefined;
    this.#inlines++;
    const token = read();
    this.#inlines--;
    return token;
  }

  #worked(characters: number): void {
    this.#work += characters;
    if (this.#work > MAX_WORK_CHARACTERS) throw new RangeError('This text has too much markup.');
  }
}

/** Emphasis may end after punctuation if a script without spaces follows: **“这样”**的. */
export const chatHooks = {
  emStrongMask: (masked: string): string => masked.replaceAll(signAtTheEnd, (sign) => 'a'.repeat(sign.length)),
} as unknown as Hooks;

function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}
