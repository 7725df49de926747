import { once } from 'node:events';
import { AttackSocket } from './attack-socket.ts';
import type { AttackKind } from './attack.ts';

const SOCKETS = 2;
const REQUESTS = 500;

/** Requests for whole pages, all sent at once; the answers are not read. */
export const pipelined: AttackKind = {
  name: 'pipelined',
  async run({ port, rooms, random, signal }) {
    using sockets = new DisposableStack();
    const path = `/api/rooms/${encodeURIComponent(random.pick(rooms))}/messages?limit=200`;
    for (let i = 0; i < SOCKETS; i++) {
      const socket = sockets.use(new AttackSocket(port, { reads: false }));
      void socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(REQUESTS));
    }
    if (!signal.aborted) await once(signal, 'abort');
  },
};
