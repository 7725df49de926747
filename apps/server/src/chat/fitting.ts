/** Bytes of a line besides its text, about. */
export const AROUND = 200;

/** The first lines of these whose texts fit into so many bytes; one at least. */
export function fitting<Line extends object>(lines: Line[], bytes: number): Line[] {
  let total = 0;
  const end = lines.findIndex((line, i) => (total += size(line)) > bytes && i > 0);
  return end === -1 ? lines : lines.slice(0, end);
}

/** Two bytes for a character. */
export function size(line: object): number {
  return AROUND + ('text' in line && typeof line.text === 'string' ? line.text.length * 2 : 0);
}
