import { AttackSocket } from './attack-socket.ts';
import { type AttackKind, introduction, ownRoom, sends } from './attack.ts';

const CONNECTIONS = 10;
const RESUMES_PER_FRAME = 20;
const LONG_MESSAGES = 30;

/** Asks for the long messages of a room again and again, and for the honest rooms, and reads nothing. */
export const neverRead: AttackKind = {
  name: 'never-read',
  async run({ port, rooms, random, signal }) {
    using sockets = new DisposableStack();
    const room = ownRoom(random);
    const writer = sockets.use(AttackSocket.json(port));
    void writer.send(...introduction(random, room));
    const text = 'x'.repeat(7_900);
    for (let i = 0; i < LONG_MESSAGES; i++) void writer.send(...sends(random, room, text, 1));
    const readers = Array.from({ length: CONNECTIONS }, () => sockets.use(AttackSocket.json(port, { reads: false })));
    for (const reader of readers) void reader.send(...rooms.map((room) => ({ type: 'join', room })));
    const resume = { type: 'join', room, after: 0 };
    const batch = Array.from({ length: RESUMES_PER_FRAME }, () => resume);
    await Promise.all(readers.map((reader) => reader.keepSending(signal, () => batch)));
  },
};
