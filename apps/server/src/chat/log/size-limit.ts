import type { Message, Person } from '@hubbub/protocol/events';

/** The estimated size of an event without its text. */
export const EVENT_OVERHEAD_BYTES = 200;
/** The estimated size of a person without the name, and of a reaction without its people. */
const OVERHEAD_BYTES = 42;

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
function messageBytes({ text, name, mentions = [], reactions = [] }: Message): number {
  const reactionBytes = reactions.reduce(
    (sum, { emoji, people }) => sum + OVERHEAD_BYTES + Buffer.byteLength(emoji) + peopleBytes(people),
    0,
  );
  const textBytes = Buffer.byteLength(text) + Buffer.byteLength(name);
  return EVENT_OVERHEAD_BYTES + textBytes + peopleBytes(mentions) + reactionBytes;
}

function peopleBytes(people: readonly Person[]): number {
  return people.reduce((sum, { name }) => sum + OVERHEAD_BYTES + Buffer.byteLength(name), 0);
}

/**
 * The longest prefix of at most `limit` messages and `maxBytes` in total, but at least one message; and whether there are
 * more.
 */
export function takePage(
  messages: Iterable<Message>,
  limit: number,
  maxBytes: number,
): { taken: Message[]; more: boolean } {
  const taken: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    bytes += messageBytes(message);
    if (taken.length === limit || (bytes > maxBytes && taken.length > 0)) return { taken, more: true };
    taken.push(message);
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
