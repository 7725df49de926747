import { Tokenizer, type Hooks, type Tokens } from 'marked';
import { addressAtStart, safeHref } from '../model/links.ts';

/** Quotes and lists in one another, and again emphasis and links in one another. What lies deeper stays as written. */
const DEEPEST = 8;

/**
 * What may be looked at while one message is read, in characters. The reading of emphasis takes the square of the
 * length at its worst; a long document needs a tenth of this.
 */
const MOST_WORK = 2_000_000;

/** What a line inside of a quote or a list takes. */
const LINE_WORK = 300;

/** Scripts that are written without spaces, and the signs that belong to them. */
const spaceless =
  '[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\uFF00-\\uFFEF]';
const endsSpaceless = new RegExp(`${spaceless}$`, 'u');
const signAtTheEnd = new RegExp(`(?![*_~])[\\p{P}\\p{S}](?=(?:\\*+|~~)${spaceless})`, 'gu');

const plainWords = /^(?:`+|~+|[^])(?:(?!https?:\/\/|www\.)(?:[^\\<![`*~_\n]|\B_))*/i;

const shrug = '\\_(ツ)_/';

/**
 * CommonMark as people write it in a chat. Indented code is off: who pastes something indented means words, and who
 * means code has fences. HTML is words. Addresses are found by `links.ts`, which knows of full-width punctuation; here
 * they are only kept from being taken for markup. Everything else that differs says so below.
 */
export class ChatTokenizer extends Tokenizer {
  /** Where the definitions led that the text referred to. The others are words. */
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

  /** A tag and what stands in it are kept together, and open nothing. */
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

  /** People also close the fence behind the last line. What stands behind the opening one may be code as well. */
  override fences(src: string): Tokens.Code | undefined {
    const token = super.fences(src);
    if (!token) return undefined;
    const closed = /\n {0,3}(?:`{3,}|~{3,}) *\n?$/.test(token.raw);
    const closedLate = closed ? null : /^ {0,3}(`{3,})([^\n`]*)\n([^]*?[^\n`])\1[ \t]*(?=\n|$)/.exec(src);
    if (!closedLate) return token;
    const [raw, , info = '', text = ''] = closedLate;
    return { ...token, raw, lang: info.trim(), text };
  }

  /** One or two signs under a line are no heading: somebody signed, or has not finished. */
  override lheading(src: string): Tokens.Heading | undefined {
    const { inlineQueue } = this.lexer;
    const { length } = inlineQueue;
    const token = super.lheading(src);
    if (!token || /(?:---|===)[ \t]*$/.test(token.raw)) return token;
    inlineQueue.length = length;
    return undefined;
  }

  /** What a row has too much goes into its last cell: often it is code with a bar in it. */
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

  /** "[Ann]: hello" is somebody quoted, and "[ref]: javascript:…" leads nowhere. */
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
   * Scripts without spaces have none around emphasis either, so their letters are as good as spaces there.
   * And 2*3*4 is a sum.
   */
  override emStrong(src: string, masked: string, before = ''): Tokens.Em | Tokens.Strong | undefined {
    const stars = src.startsWith('*');
    if (!stars && !src.startsWith('_')) return undefined;
    if (/^\*\d/.test(src) && /\d/.test(before)) return undefined;
    this.#worked(src.length);
    const free = stars && endsSpaceless.test(before);
    return this.#inline(() => super.emStrong(src, masked, free ? '' : before));
  }

  /** Two of them: one alone is a drawn-out "好的~" or "about". */
  override del(src: string, masked: string, before = ''): Tokens.Del | undefined {
    if (!src.startsWith('~~')) return undefined;
    this.#worked(src.length);
    return this.#inline(() => super.del(src, masked, endsSpaceless.test(before) ? '' : before));
  }

  /** Up to what may be markup or an address. The lexer's own way looks for mail addresses at every letter. */
  override inlineText(src: string): Tokens.Text | undefined {
    const raw = plainWords.exec(src)?.[0];
    return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: false };
  }

  override url(src: string): Tokens.Link | undefined {
    const raw = /^(?:https?:|www\.)/i.test(src) ? addressAtStart(src) : null;
    return raw ? { type: 'link', raw, text: raw, href: raw, autolink: true, tokens: [] } : undefined;
  }

  #block<Token extends { raw: string }>(read: () => Token | undefined): Token | undefined {
    if (this.#blocks === DEEPEST) return undefined;
    this.#blocks++;
    const token = read();
    this.#blocks--;
    if (token) this.#worked(LINE_WORK * token.raw.split('\n').length);
    return token;
  }

  #inline<Token>(read: () => Token | undefined): Token | undefined {
    if (this.#inlines === DEEPEST) return undefined;
    this.#inlines++;
    const token = read();
    this.#inlines--;
    return token;
  }

  #worked(characters: number): void {
    this.#work += characters;
    if (this.#work > MOST_WORK) throw new RangeError('There is more markup in this text than it is worth.');
  }
}

/** Emphasis may end behind a full-width sign, or any other, where letters follow that need no space: **“这样”**的. */
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
