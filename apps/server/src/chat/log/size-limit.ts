/** Bytes of a line besides its text, about. */
export const EVENT_OVERHEAD_BYTES = 200;

/** The first lines of these whose texts fit into so many bytes; one at least. */
export function takeWithinBytes<Line extends object>(lines: Line[], bytes: number): Line[] {
  let total = 0;
  const end = lines.findIndex((line, i) => (total += estimatedBytes(line)) > bytes && i > 0);
  return end === -1 ? lines : lines.slice(0, end);
}

/** Two bytes for a character. What is mentioned stands in the text once more, and each mention has an id. */
export function estimatedBytes(line: object): number {
  if (!('text' in line) || typeof line.text !== 'string') return EVENT_OVERHEAD_BYTES;
  return EVENT_OVERHEAD_BYTES + line.text.length * ('mentions' in line ? 4 : 2);
}
