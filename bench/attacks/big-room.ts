import { otherLoopback } from '../../scripts/loopback.ts';
import { RawClient } from '../load/raw-client.ts';
import { withTimeout } from '../load/timeout.ts';
import { hubbubJson } from '../load/wire-formats.ts';

/** A room of long messages, which attackers ask for. */
export const BIG_ROOM = 'big';
export const BIG_ROOM_MESSAGES = 200;

const TEXT_CHARACTERS = 8_000;
/** Below what one person may post at once. */
const MESSAGES_PER_AUTHOR = 25;
const TIMEOUT_MS = 20_000;

/** Resolves once all messages are stored. */
export async function fillBigRoom(port: number): Promise<void> {
  for (let written = 0; written < BIG_ROOM_MESSAGES; written += MESSAGES_PER_AUTHOR) {
    let onAck = (): void => undefined;
    const author = new RawClient({
      wireFormat: hubbubJson,
      port,
      localAddress: otherLoopback(),
      room: BIG_ROOM,
      name: `author ${written}`,
      sends: true,
      reads: false,
      onAck: () => onAck(),
    });
    await withTimeout(TIMEOUT_MS, author.joined);
    // One after the other, because each that is sent to an empty room pays for creating it.
    for (let i = written; i < written + MESSAGES_PER_AUTHOR; i++) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onAck = resolve;
      author.send(`big.${i}`, 'x'.repeat(TEXT_CHARACTERS));
      await withTimeout(TIMEOUT_MS, promise);
    }
    author.close();
  }
}
