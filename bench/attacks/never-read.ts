import { clientFrame } from '../../scripts/client-frame.ts';
import { RawClient } from '../load/raw-client.ts';
import { withTimeout } from '../load/timeout.ts';
import { hubbubJson } from '../load/wire-formats.ts';
import { otherLoopback } from '../../scripts/loopback.ts';
import type { Attack } from './attack.ts';
import { BIG_ROOM, fillBigRoom } from './big-room.ts';

const READERS = 500;
const CONNECT_BATCH = 50;
const JOIN_TIMEOUT_MS = 20_000;

/** Members of the honest room that read nothing more once they have joined it. */
export const neverRead: Attack = {
  name: 'never-read',
  title: `${READERS} readers that never read`,
  unit: 'readers',
  prepare: (target) => connectReaders(target, () => undefined, READERS),
};

const RESUMES_PER_BATCH = 20;

/** They ask for everything in a room of long messages, again and again. */
export const resumeAndNeverRead: Attack = {
  name: 'resume-and-never-read',
  title: `${READERS} readers that resume a large room and never read`,
  unit: 'resumes',
  async prepare(target) {
    await fillBigRoom(target.port);
    const line = JSON.stringify({ type: 'join', room: BIG_ROOM, after: 0 });
    const frame = clientFrame(Array.from({ length: RESUMES_PER_BATCH }, () => line).join('\n'));
    const ask = (client: RawClient, done: (count: number) => void): void =>
      client.write(frame, () => {
        if (client.closed) return;
        done(RESUMES_PER_BATCH);
        setImmediate(() => ask(client, done));
      });
    return connectReaders(target, ask, 0);
  },
};

async function connectReaders(
  { port, room }: { port: number; room: string },
  act: (client: RawClient, done: (count: number) => void) => void,
  count: number,
): Promise<{ start: (done: (count: number) => void) => void }> {
  const clients: RawClient[] = [];
  const options = { wireFormat: hubbubJson, port, room, sends: false, reads: false } as const;
  while (clients.length < READERS) {
    const batch = Array.from(
      { length: CONNECT_BATCH },
      (_, i) => new RawClient({ ...options, localAddress: otherLoopback(), name: `reader ${i}` }),
    );
    await withTimeout(JOIN_TIMEOUT_MS, Promise.all(batch.map(({ joined }) => joined)));
    for (const client of batch) client.stopReading();
    clients.push(...batch);
  }
  return {
    start(done) {
      done(count);
      for (const client of clients) act(client, done);
    },
  };
}
