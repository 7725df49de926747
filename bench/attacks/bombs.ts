import { mentionBomb, normalisationBomb } from '../../scripts/bombs.ts';
import { clientFrame } from '../../scripts/client-frame.ts';
import { hubbubJson } from '../load/wire-formats.ts';
import { otherLoopback } from '../../scripts/loopback.ts';
import type { Attack } from './attack.ts';
import { Flooder } from './flooder.ts';
import { connectFlooders, messageBatch } from './floods.ts';

const CONNECTIONS = 8;
const LINES_PER_BATCH = 10;

const MENTION_BOMB = mentionBomb(1_000);

/** Messages in which it is expensive to find the people who are mentioned. */
export const mentionBombs: Attack = {
  name: 'mention-bombs',
  title: `mention bombs from ${CONNECTIONS} connections`,
  unit: 'messages',
  prepare: (target) =>
    connectFlooders(target, CONNECTIONS, {
      dialect: 'json',
      room: 'bombed',
      localAddress: otherLoopback(),
      batch: (prefix, room) => messageBatch('json', room, prefix, MENTION_BOMB, LINES_PER_BATCH),
    }),
};

/** As long as a name may be in a valid command, and as long as a room may be. */
const NAME_BOMB = normalisationBomb(8_190);
const ROOM_BOMB = normalisationBomb(2_046);
const WATCHED_ROOMS = 15;

/** Names and rooms that are expensive to normalise. */
export const normalisationBombs: Attack = {
  name: 'normalisation-bombs',
  title: `normalisation bombs from ${CONNECTIONS} connections`,
  unit: 'commands',
  async prepare({ port }) {
    const rooms = Array.from({ length: WATCHED_ROOMS }, () => ({ room: ROOM_BOMB, after: 0 }));
    const commands = [
      { type: 'name', name: NAME_BOMB },
      { type: 'join', room: ROOM_BOMB },
      { type: 'leave', room: ROOM_BOMB },
      { type: 'typing', room: ROOM_BOMB },
      { type: 'watch', rooms },
    ];
    const bytes = Buffer.concat(commands.map((command) => clientFrame(JSON.stringify(command))));
    const options = { wireFormat: hubbubJson, port, room: 'bombed', sends: false, reads: false } as const;
    const flooders = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, i) =>
        Flooder.connect({ ...options, localAddress: otherLoopback(), name: `bomber ${i}` }, () => ({
          bytes,
          count: commands.length,
        })),
      ),
    );
    return { start: (done) => flooders.forEach((flooder) => flooder.start(done)) };
  },
};
