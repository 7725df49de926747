/** Longer than any line it is shown in. */
const CHARACTERS = 200;

/** The beginning of a text in one line, without the marks that only Markdown needs. */
export function excerptOf(text: string): string {
  return text
    .slice(0, CHARACTERS * 2)
    .replace(/^[ \t]*(?:>[ \t]?)+|^[ \t]*#{1,6}[ \t]+|^[ \t]*`{3,}.*$/gm, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, CHARACTERS);
}
