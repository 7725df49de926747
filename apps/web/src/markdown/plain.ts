import { misleads, splitLinks } from '../model/links.ts';
import { type Block, type Inline, type Link, wordsOf } from './tree.ts';

/** A text without markup, or one whose markup is not read. */
export function plain(text: string): Block[] {
  return [{ type: 'paragraph', inside: linesOf(text) }];
}

/** Plain text with the addresses in it as links. */
export function linesOf(text: string): Inline[] {
  return splitLinks(text).map((part) =>
    part.type === 'text' ? { type: 'words', text: part.text } : linkTo(part.href, [{ type: 'words', text: part.text }]),
  );
}

/** A link. If its words name another address, `truly` gives the real one. */
export function linkTo(href: string, inside: Inline[], title?: string | null): Link {
  const words = wordsOf(inside);
  const link: Link = { type: 'link', href, inside };
  if (misleads(words, href)) link.truly = whereTo(words, href);
  const leads = words === href || `${words}/` === href || `mailto:${words}` === href ? '' : href;
  const titles = [title ?? '', leads].filter((line) => line !== '').join('\n');
  if (titles !== '') link.title = titles;
  return link;
}

/** The host is enough, unless the words contain it too. */
function whereTo(words: string, href: string): string {
  const { host, username } = new URL(href);
  return host === '' || (username === '' && words.toLowerCase().includes(host)) ? href : host;
}
