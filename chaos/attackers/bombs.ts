import { setTimeout as delay } from 'node:timers/promises';
import { mentionBomb, normalisationBomb } from '../../scripts/bombs.ts';
import type { Random } from '../random.ts';
import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction, ownRoom, sends } from './attack.ts';

const RECONNECT_DELAY_MS = 20;

/** Texts, names and rooms that are expensive to compare or to normalise. */
export const bombs: AttackKind = {
  name: 'bombs',
  async run({ port, random, signal }) {
    using sockets = new DisposableStack();
    const room = ownRoom(random);
    const writer = sockets.use(AttackSocket.json(port));
    void writer.send(...introduction(random, room));
    const mentions = mentionBomb(random.whole(100, 1_000));
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
        { type: 'name', name: normalisationBomb(8_190) },
        { type: 'name', name: 'ᄀ'.repeat(random.whole(40, 8_000)) },
        { type: 'join', room: normalisationBomb(2_046) },
        { type: 'leave', room: normalisationBomb(2_046) },
        { type: 'typing', room: 'ᄀ'.repeat(2_000) },
        { type: 'watch', rooms: Array.from({ length: 10 }, () => ({ room: normalisationBomb(2_046), after: 0 })) },
      ]),
    ]);
    await delay(RECONNECT_DELAY_MS);
  }
}
