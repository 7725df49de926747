import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction, ownRoom, sends } from './attack.ts';

const CONNECTIONS = 3;
const LINES_PER_FRAME = 50;

/** Messages without bound, from json connections and from a plain one. */
export const flood: AttackKind = {
  name: 'flood',
  async run({ port, random, signal }) {
    using sockets = new DisposableStack();
    const room = ownRoom(random);
    const plain = sockets.use(new AttackSocket(port));
    plain.upgrade(`/ws?room=${encodeURIComponent(room)}`);
    void plain.send('attacker');
    const json = Array.from({ length: CONNECTIONS }, () => sockets.use(AttackSocket.json(port)));
    for (const socket of json) void socket.send(...introduction(random, room));
    await Promise.all([
      plain.keepSending(signal, () => ['a plain message of an attacker']),
      ...json.map((socket) => socket.keepSending(signal, () => sends(random, room, 'x'.repeat(40), LINES_PER_FRAME))),
    ]);
  },
};
