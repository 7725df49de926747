import type { Message } from '@hubbub/protocol/events';

/** The estimated size of an event without its text. */
export const EVENT_OVERHEAD_BYTES = 200;
/** A person under an emoji: the longest name, the id, and the names of the fields. */
const MAX_REACTION_BYTES = 168;

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

/**
 * The bytes of a message in a page: what people chose in UTF-8, and the rest as an estimate. JSON may write a byte of
 * text as two.
 */
export function messageBytes({ text, name, mentions = [] }: Message, reactionCount: number): number {
  const mentionBytes = mentions.reduce((sum, mention) => sum + Buffer.byteLength(mention.name) + 40, 0);
  const reactionBytes = reactionCount * MAX_REACTION_BYTES;
  return EVENT_OVERHEAD_BYTES + Buffer.byteLength(text) + Buffer.byteLength(name) + mentionBytes + reactionBytes;
}

/** The longest prefix of at most `limit` items and `maxBytes` in total, but at least one item; and whether that is all. */
export function takePage<Item>(
  items: Iterable<Item>,
  limit: number,
  maxBytes: number,
  bytesOf: (item: Item) => number,
): { taken: Item[]; more: boolean } {
  const taken: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += bytesOf(item);
    if (taken.length === limit || (bytes > maxBytes && taken.length > 0)) return { taken, more: true };
    taken.push(item);
  }
  return { taken, more: false };
}

/** Two bytes per character. Mentioned names are in the text and once more in the mentions, so those count double. */
export function estimatedBytes(line: object): number {
  return EVENT_OVERHEAD_BYTES + textOf(line).length * ('mentions' in line ? 4 : 2);
}

function textOf(line: object): string {
  return 'text' in line && typeof line.text === 'string' ? line.text : '';
}
