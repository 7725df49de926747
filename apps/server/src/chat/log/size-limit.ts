/** The estimated size of an event without its text. */
export const EVENT_OVERHEAD_BYTES = 200;

/** The longest prefix whose estimated size is at most `maxBytes`; always at least one line. */
export function takeWithinBytes<Line extends object>(lines: Line[], maxBytes: number): Line[] {
  let total = 0;
  const end = lines.findIndex((line, i) => (total += estimatedBytes(line)) > maxBytes && i > 0);
  return end === -1 ? lines : lines.slice(0, end);
}

/** The longest prefix whose texts have at most `maxCharacters` characters together; at least `minCount` items. */
export function takeWithinCharacters<Item extends object>(
  items: Iterable<Item>,
  maxCharacters: number,
  minCount: number,
): Item[] {
  const taken: Item[] = [];
  let remaining = maxCharacters;
  for (const item of items) {
    remaining -= textOf(item).length;
    if (remaining < 0 && taken.length >= minCount) break;
    taken.push(item);
  }
  return taken;
}

/** Two bytes per character. Mentioned names are in the text and once more in the mentions, so those count double. */
export function estimatedBytes(line: object): number {
  return EVENT_OVERHEAD_BYTES + textOf(line).length * ('mentions' in line ? 4 : 2);
}

function textOf(line: object): string {
  return 'text' in line && typeof line.text === 'string' ? line.text : '';
}
