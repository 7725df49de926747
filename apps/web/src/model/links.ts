/** A piece of a message: words as they stand, or a link that a click may open. */
export type Part = { is: 'text'; text: string } | { is: 'link'; text: string; href: string };

/**
 * Only http and https become links. An address ends at white space, at quotes and brackets that addresses do not
 * hold, at full-width punctuation (Chinese is written without spaces), and at characters that turn the direction
 * of writing around.
 */
const address =
  /(?<![\p{Script=Latin}\p{N}_])https?:\/\/[^\s<>"`{}|\\^\p{Cc}\p{Cf}。，、；：！？（）【】《》〈〉「」『』“”‘’…]+/giu;

/** What ends a sentence, and not an address. */
const sentenceEnd = /[.,;:!?'*_~]/;
const brackets: Record<string, string> = { ')': '(', ']': '[' };

/** Cuts a message into plain parts and links, in order; together they are the message again. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const found of text.matchAll(address)) {
    const link = withoutSentenceEnd(found[0]);
    if (!URL.canParse(link)) continue;
    if (found.index > done) parts.push({ is: 'text', text: text.slice(done, found.index) });
    parts.push({ is: 'link', text: link, href: new URL(link).href });
    done = found.index + link.length;
  }
  if (done < text.length) parts.push({ is: 'text', text: text.slice(done) });
  return parts;
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
