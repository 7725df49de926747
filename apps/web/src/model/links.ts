/** A piece of a message: words as they stand, or a link that a click may open. */
export type Part = { type: 'text'; text: string } | { type: 'link'; text: string; href: string };

/** What an address never holds: white space, quotes and brackets, full-width punctuation, what nobody can see. */
const outside = '\\s<>"`{}\\|\\\\\\^\\p{Cc}\\p{Cf}。，、；：！？（）【】《》〈〉「」『』“”‘’…';
const web = `(?<![\\p{Script=Latin}\\p{N}_])https?://[^${outside}]+`;
const www = `(?<![\\p{Script=Latin}\\p{N}_./:@\\-])www\\.[\\p{L}\\p{N}\\-]+\\.[^${outside}]+`;
const mail = '(?<![\\w.+\\-])(?:mailto:)?[\\w.+\\-]{1,64}@(?:[a-z0-9\\-]{1,63}\\.){1,8}[a-z]{2,63}(?![\\w\\-])';
/**
 * What is an address in plain words. It ends at white space, at full-width punctuation (Chinese is written without
 * spaces), and at characters that turn the direction of writing around.
 */
const address = new RegExp(`${web}|${www}|${mail}`, 'giu');
const addressHere = new RegExp(address, 'iuy');

/** The only places that a link of somebody else may lead to. */
const schemes = new Set(['http:', 'https:', 'mailto:']);

/** What ends a sentence, and not an address. */
const sentenceEnd = /[.,;:!?'*_~]/;
const brackets: Record<string, string> = { ')': '(', ']': '[' };

/** Cuts plain words into words and links, in order; together they are the words again. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const found of text.matchAll(address)) {
    const link = withoutSentenceEnd(found[0]);
    const href = safeHref(whole(link));
    if (href === null) continue;
    if (found.index > done) parts.push({ type: 'text', text: text.slice(done, found.index) });
    parts.push({ type: 'link', text: link, href });
    done = found.index + link.length;
  }
  if (done < text.length) parts.push({ type: 'text', text: text.slice(done) });
  return parts;
}

/** The address that this text begins with. */
export function addressAtStart(text: string): string | null {
  addressHere.lastIndex = 0;
  const found = addressHere.exec(text);
  return found && withoutSentenceEnd(found[0]);
}

/** An address as a browser understands it, or null where a link must not lead there. */
export function safeHref(href: string): string | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && schemes.has(url.protocol) ? url.href : null;
}

/**
 * Whether words that are a link name a place where it does not lead: another address, or what looks like a host.
 * "https://good.test@evil.test" does so by itself.
 */
export function misleads(words: string, href: string): boolean {
  const target = new URL(href);
  if (target.username !== '' && target.protocol !== 'mailto:') return true;
  // What cannot be seen would hide an address from this and not from the reader.
  const seen = words.normalize('NFKC').replaceAll(/[\p{Cf}\p{M}]/gu, '');
  const links = splitLinks(seen).filter((part) => part.type === 'link');
  if (links.length > 0) return links.some((link) => bare(link.href) !== bare(href));
  const hosts = seen.match(/(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu) ?? [];
  return hosts.some((host) => bare(`http://${host}`) !== bare(target.origin));
}

/** Without what makes no other place of it. */
function bare(href: string): string {
  return (URL.canParse(href) ? new URL(href).href : href).replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}

function whole(link: string): string {
  if (/^(?:https?|mailto):/i.test(link)) return link;
  return /^www\./i.test(link) ? `http://${link}` : `mailto:${link}`;
}

/** Closing brackets belong to the address only where it opened them: (see https://a.test/b_(c)) ends with one. */
function withoutSentenceEnd(link: string): string {
  const surplus: Record<string, number> = {};
  for (const character of link) {
    const opening = brackets[character];
    if (opening) surplus[character] = (surplus[character] ?? 0) + 1;
    if (character === '(') surplus[')'] = (surplus[')'] ?? 0) - 1;
    if (character === '[') surplus[']'] = (surplus[']'] ?? 0) - 1;
  }
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1] ?? '';
    if (sentenceEnd.test(last)) continue;
    if (!(last in brackets) || (surplus[last] ?? 0) <= 0) break;
    surplus[last] = (surplus[last] ?? 0) - 1;
  }
  return link.slice(0, end);
}
