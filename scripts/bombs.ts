/** A text in which each @ begins a possible name, of one letter and this many marks. */
export function mentionBomb(marks: number): string {
  return `${'@'.repeat(20)}a${'\u0301'.repeat(marks)}`;
}

/**
 * A name with this many marks, which is expensive to normalise: they are in the reverse of their canonical order, so
 * each of the second half moves before all of the first.
 */
export function normalisationBomb(marks: number): string {
  return `a${'\u0345'.repeat(marks / 2)}${'\u0334'.repeat(marks / 2)}`;
}
