/**
 * The `seq` of the first event from a time on (milliseconds since 1970), or `head` + 1 where all are older. Found by
 * halving: where the clock went back, it is an event from then on whose predecessor is older.
 */
export function seqAtTime(ms: number, head: number, at: (seq: number) => number): number {
  let low = 1;
  let high = head + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
