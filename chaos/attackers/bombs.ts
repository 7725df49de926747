import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction, ownRoom, sends } from './attack.ts';

const RECONNECT_DELAY_MS = 20;

/** Marks in the reverse of their canonical order: each of the second half moves before all of the first. */
const marks = (count: number): string => `a${'\u0345'.repeat(count / 2)}${'\u0334'.repeat(count / 2)}`;

/** Texts, names and rooms that are expensive to compare or to normalise. */
export const bombs: AttackKind = {
  name: 'bombs',
  async run({ port, random, signal }) {
    using sockets = new DisposableStack();
    const room = ownRoom(random);
    const writer = sockets.use(AttackSocket.json(port));
    void writer.send(...introduction(random, room));
    const mentions = `${'@'.repeat(20)}a${'\u0301'.repeat(random.whole(100, 1_000))}`;
    await Promise.all([
      writer.keepSending(signal, () => sends(random, room, mentions, 10)),
      throwNames(port, random, signal),
    ]);
  },
};

/** Invalid names count as malformed lines, so the server closes the connection, and the next one follows. */
async function throwNames(port: number, random: Random, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    using socket = AttackSocket.json(port);
    await socket.keepSending(signal, () => [
      random.pick([
        { type: 'name', name: marks(8_190) },
        { type: 'name', name: 'ᄀ'.repeat(random.whole(40, 8_000)) },
        { type: 'join', room: marks(2_046) },
        { type: 'leave', room: marks(2_046) },
        { type: 'typing', room: 'ᄀ'.repeat(2_000) },
        { type: 'watch', rooms: Array.from({ length: 10 }, () => ({ room: marks(2_046), after: 0 })) },
      ]),
    ]);
    await delay(RECONNECT_DELAY_MS);
  }
}
