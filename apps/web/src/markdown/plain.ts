import { misleads, splitLinks } from '../model/links.ts';
import { type Block, type Inline, type Link, wordsOf } from './tree.ts';

/** A text that has no markup, or is taken as if it had none. */
export function plain(text: string): Block[] {
  return [{ type: 'paragraph', inside: linesOf(text) }];
}

/** Plain words with the addresses in them. */
export function linesOf(text: string): Inline[] {
  return splitLinks(text).map((part) =>
    part.type === 'text' ? { type: 'words', text: part.text } : linkTo(part.href, [{ type: 'words', text: part.text }]),
  );
}

/** A link, and what has to be said about where it leads. */
export function linkTo(href: string, inside: Inline[], title?: string | null): Link {
  const words = wordsOf(inside);
  const link: Link = { type: 'link', href, inside };
  if (misleads(words, href)) link.truly = whereTo(words, href);
  const leads = words === href || `${words}/` === href || `mailto:${words}` === href ? '' : href;
  const said = [title ?? '', leads].filter((line) => line !== '').join('\n');
  if (said !== '') link.title = said;
  return link;
}

/** The host says enough, unless the words name the same one. */
function whereTo(words: string, href: string): string {
  const { host, username } = new URL(href);
  return host === '' || (username === '' && words.toLowerCase().includes(host)) ? href : host;
}
