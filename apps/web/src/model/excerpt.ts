/** More than any line can show. */
const MAX_CHARACTERS = 200;

/** The beginning of a text in one line, without Markdown's marks. */
export function excerptOf(text: string): string {
  return text
    .slice(0, MAX_CHARACTERS * 2)
    .replace(/^[ \t]*(?:>[ \t]?)+|^[ \t]*#{1,6}[ \t]+|^[ \t]*`{3,}.*$/gm, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_CHARACTERS);
}
