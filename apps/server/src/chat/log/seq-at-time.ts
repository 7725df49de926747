/**
 * The `seq` of the first event at or after a time in milliseconds since 1970, or `head` + 1 when all are older. A
 * binary search: where the clock was set back, the result is some event at or after that time whose predecessor is
 * older.
 */
export function seqAtTime(ms: number, head: number, timeOf: (seq: number) => number): number {
  let low = 1;
  let high = head + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeOf(middle) >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
