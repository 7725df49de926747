/** What the members of one room got of one span. */
export interface RoomHeard {
  /** Messages that were sent to it. */
  sent: number;
  /** Bytes of message frames, of each member. */
  bytes: readonly number[];
  /** Of the members who read every message: how many different ones, how many twice, and the same count of bytes. */
  witnesses: readonly { heard: number; doubled: number; bytes: number }[];
}

export interface Verdict {
  due: number;
  /** Exact when complete, else as many messages as there were bytes for. */
  delivered: number;
  complete: boolean;
}

/**
 * Whether every member got every message. The same messages have the same bytes for everybody in a room, however they
 * were packed into frames (a line and its end count the same either way). So a witness who has read each message once
 * says how many bytes that is, and everybody must have just so many. Only sound while nobody comes or goes: news of
 * that shares frames with messages.
 */
export function judge({ sent, bytes, witnesses }: RoomHeard): Verdict {
  const due = sent * bytes.length;
  const first = witnesses[0];
  if (first === undefined) throw new Error('A room without a witness cannot be judged.');
  const allRead = witnesses.every(({ heard, doubled }) => heard === sent && doubled === 0);
  if (allRead && bytes.every((had) => had === first.bytes)) return { due, delivered: due, complete: true };
  const best = witnesses.reduce((best, witness) => (witness.heard > best.heard ? witness : best), first);
  if (best.heard === 0) return { due, delivered: 0, complete: false };
  const each = best.bytes / (best.heard + best.doubled);
  const delivered = bytes.reduce((sum, had) => sum + Math.min(sent, had / each), 0);
  // Whatever rounding says, something is missing.
  return { due, delivered: Math.min(due - 1, Math.round(delivered)), complete: false };
}
