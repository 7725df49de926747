import type { Payload } from './payload.ts';

/** Counts the messages of one run that one reader received. */
export class ReaderCounts {
  duplicates = 0;
  readonly #numbers = new Set<number>();

  add({ number }: Payload): void {
    if (this.#numbers.has(number)) this.duplicates++;
    else this.#numbers.add(number);
  }

  get received(): number {
    return this.unique + this.duplicates;
  }

  get unique(): number {
    return this.#numbers.size;
  }
}

/** What the members of one room received in one run. */
export interface RoomDeliveries {
  /** Messages that were sent to the room. */
  sent: number;
  /** Bytes of message frames, one entry per member. */
  bytes: readonly number[];
  /** The members that parse every message. */
  readers: readonly { unique: number; duplicates: number; bytes: number }[];
}

export interface DeliveryResult {
  expected: number;
  /** Exact if complete; otherwise estimated from the received bytes. */
  delivered: number;
  complete: boolean;
}

/**
 * Checks that every member received every message. The same messages have the same number of bytes for each member of
 * a room, however they were packed into frames (a line and its end count the same either way). So a reader that
 * received each message exactly once gives the number of bytes that every member must have. This only holds while
 * nobody joins or leaves, because presence lines share frames with messages. In a room where every member is a reader,
 * others may join, leave and write.
 */
export function checkDelivery({ sent, bytes, readers }: RoomDeliveries): DeliveryResult {
  const expected = sent * bytes.length;
  const first = readers[0];
  if (first === undefined) throw new Error('A room without a reader cannot be checked.');
  // Everybody parses every message, so bytes, which may contain messages of others, need not be compared.
  if (readers.length === bytes.length) {
    const delivered = readers.reduce((sum, { unique }) => sum + unique, 0);
    return { expected, delivered, complete: readers.every((r) => r.unique === sent && r.duplicates === 0) };
  }
  const readersComplete = readers.every(({ unique, duplicates }) => unique === sent && duplicates === 0);
  if (readersComplete && bytes.every((received) => received === first.bytes))
    return { expected, delivered: expected, complete: true };
  const best = readers.reduce((best, reader) => (reader.unique > best.unique ? reader : best), first);
  if (best.unique === 0) return { expected, delivered: 0, complete: false };
  const bytesPerMessage = best.bytes / (best.unique + best.duplicates);
  const delivered = bytes.reduce((sum, received) => sum + Math.min(sent, received / bytesPerMessage), 0);
  // Rounding must not turn an incomplete delivery into a complete one.
  return { expected, delivered: Math.min(expected - 1, Math.round(delivered)), complete: false };
}
