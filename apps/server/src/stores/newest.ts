/** The first of these, which come newest first, whose texts have at most so many characters together; in their order. */
export function newestWithin<Kept extends object>(newestFirst: Iterable<Kept>, characters: number): Kept[] {
  const kept: Kept[] = [];
  let left = characters;
  for (const event of newestFirst) {
    left -= 'text' in event && typeof event.text === 'string' ? event.text.length : 0;
    if (left < 0) break;
    kept.push(event);
  }
  return kept.reverse();
}
