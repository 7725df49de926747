import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction, ownRoom, sends } from './attack.ts';

const ROOMS_PER_FRAME = 10;

/** Joins and creates rooms, renames itself in all of them, and asks for all their heads and counts. */
export const manyRooms: AttackKind = {
  name: 'many-rooms',
  async run({ port, random, signal }) {
    using socket = AttackSocket.json(port);
    void socket.send(...introduction(random));
    await socket.keepSending(signal, () => {
      const rooms = Array.from({ length: ROOMS_PER_FRAME }, () => ownRoom(random));
      return [
        ...rooms.flatMap((room) => [{ type: 'join', room }, ...sends(random, room, 'created', 1)]),
        { type: 'rename', name: `attacker ${random.whole(1, 1_000_000_000)}` },
        { type: 'watch', rooms: rooms.map((room) => ({ room, after: 0 })) },
        { type: 'ping' },
      ];
    });
  },
};
