import { setTimeout as delay } from 'node:timers/promises';
import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction } from './attack.ts';

const AT_ONCE = 10;
const MAX_OPEN_MS = 100;

/** Opens connections and drops them at any moment: before the handshake, within it, or in the rooms of the others. */
export const drops: AttackKind = {
  name: 'drops',
  async run({ port, rooms, random, signal }) {
    while (!signal.aborted) {
      using sockets = new DisposableStack();
      for (let i = 0; i < AT_ONCE; i++) {
        const socket = sockets.use(random.chance(0.3) ? new AttackSocket(port) : AttackSocket.json(port));
        if (random.chance(0.5)) void socket.send(...introduction(random, ...rooms));
        else void socket.write('GET /ws HTTP/1.1\r\nHost: 127');
      }
      await delay(random.whole(0, MAX_OPEN_MS));
    }
  },
};
