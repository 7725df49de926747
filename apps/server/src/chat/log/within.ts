/** The first of these whose texts have at most so many characters together, and at least so many of them. */
export function takeWithinCharacters<Kept extends object>(
  events: Iterable<Kept>,
  characters: number,
  least: number,
): Kept[] {
  const kept: Kept[] = [];
  let left = characters;
  for (const event of events) {
    left -= 'text' in event && typeof event.text === 'string' ? event.text.length : 0;
    if (left < 0 && kept.length >= least) break;
    kept.push(event);
  }
  return kept;
}
