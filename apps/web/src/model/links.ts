/** A part of a text: plain text, or a link. */
export type Part = { type: 'text'; text: string } | { type: 'link'; text: string; href: string };

/** Characters that no address contains: white space, quotes, brackets, full-width punctuation, invisible characters. */
const outside = '\\s<>"`{}\\|\\\\\\^\\p{Cc}\\p{Cf}。，、；：！？（）【】《》〈〉「」『』“”‘’…';
const web = `(?<![\\p{Script=Latin}\\p{N}_])https?://[^${outside}]+`;
const www = `(?<![\\p{Script=Latin}\\p{N}_./:@\\-])www\\.[\\p{L}\\p{N}\\-]+\\.[^${outside}]+`;
const mail = '(?<![\\w.+\\-])(?:mailto:)?[\\w.+\\-]{1,64}@(?:[a-z0-9\\-]{1,63}\\.){1,8}[a-z]{2,63}(?![\\w\\-])';
/**
 * Matches an address in plain text. It ends at white space, at full-width punctuation (Chinese is written without
 * spaces), and at characters that reverse the direction of writing.
 */
const address = new RegExp(`${web}|${www}|${mail}`, 'giu');
const addressHere = new RegExp(address, 'iuy');

/** The schemes that links may have. */
const schemes = new Set(['http:', 'https:', 'mailto:']);

/** At its end, these belong to the sentence and not to the address. */
const sentenceEnd = /[.,;:!?'*_~]/;
const brackets: Record<string, string> = { ')': '(', ']': '[' };

/** Splits plain text into text and links. Joined again, the parts are the text. */
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

/** The address at the start of this text. */
export function addressAtStart(text: string): string | null {
  addressHere.lastIndex = 0;
  const found = addressHere.exec(text);
  return found && withoutSentenceEnd(found[0]);
}

/** The normalized address, or null if its scheme is not allowed. */
export function safeHref(href: string): string | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && schemes.has(url.protocol) ? url.href : null;
}

/**
 * Whether a link's words name another address or host than its own. "https://good.test@evil.test" does so by itself.
 */
export function misleads(words: string, href: string): boolean {
  const target = new URL(href);
  if (target.username !== '' && target.protocol !== 'mailto:') return true;
  // Invisible characters would hide an address from this check, but not from the reader.
  const seen = words.normalize('NFKC').replaceAll(/[\p{Cf}\p{M}]/gu, '');
  const links = splitLinks(seen).filter((part) => part.type === 'link');
  if (links.length > 0) return links.some((link) => bare(link.href) !== bare(href));
  const hosts = seen.match(/(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu) ?? [];
  return hosts.some((host) => bare(`http://${host}`) !== bare(target.origin));
}

/** Without the scheme, `www.` and a slash at the end, which do not matter for the comparison. */
function bare(href: string): string {
  return (URL.canParse(href) ? new URL(href).href : href).replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}

function whole(link: string): string {
  if (/^(?:https?|mailto):/i.test(link)) return link;
  return /^www\./i.test(link) ? `http://${link}` : `mailto:${link}`;
}

/** A closing bracket belongs to the address only if the address opened it, as in (see https://a.test/b_(c)). */
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
