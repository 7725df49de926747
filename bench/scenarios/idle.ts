import { setTimeout as delay } from 'node:timers/promises';
import { type Contestant, titleOf } from '../servers/contestants.ts';
import { tenths } from '../report/figures.ts';
import { withTimeout } from '../load/timeout.ts';
import { LoadGenerator } from '../load/load-generator.ts';
import type { IdleResult } from '../measure/results.ts';
import { type Columns, tableOf } from '../report/table.ts';
import { MeasuredServer } from '../servers/measured-server.ts';
import { eachServer, type Scenario } from './scenario.ts';

const MEMBERS_PER_ROOM = 100;
/** Memory is stable once it has changed by less than this share for this long. */
const STABLE_SHARE = 0.005;
const STABLE_MS = 4_000;
/** After this, memory is read even if it is not stable. */
const STABLE_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 60_000;

const columns: Columns<IdleResult> = {
  server: ({ server }) => titleOf(server),
  'KB of memory per connection': ({ bytesPerConnection }) => tenths(bytesPerConnection / 1e3),
  'memory was stable': ({ settled }) => (settled ? 'yes' : 'no'),
};

/** The memory of a connection that is in a room and silent. */
export const idle: Scenario = {
  name: 'idle',
  async run(context) {
    const rooms = context.quick ? 20 : 80;
    const connections = (rooms * MEMBERS_PER_ROOM).toLocaleString('en');
    const { found, notes } = await eachServer(context, `${connections} idle connections`, (contestant) =>
      measureIdle(contestant, rooms),
    );
    context.results.idles.push(...found);
    context.show(tableOf(`${connections} connections in rooms of ${MEMBERS_PER_ROOM}, silent`, found, columns, notes));
  },
};

async function measureIdle(contestant: Contestant, rooms: number): Promise<IdleResult> {
  await using server = await MeasuredServer.start(contestant);
  // The first room connects before the first reading, so that code that is loaded once is not counted.
  using first = generatorFor(server, 1, 'first');
  using rest = generatorFor(server, rooms, 'r');
  await withTimeout(CONNECT_TIMEOUT_MS, first.connect());
  await first.settle();
  const before = await stableMemory(server);
  await withTimeout(CONNECT_TIMEOUT_MS, rest.connect());
  await rest.settle();
  const after = await stableMemory(server);
  return {
    server: contestant.name,
    bytesPerConnection: (after.memoryBytes - before.memoryBytes) / (rooms * MEMBERS_PER_ROOM),
    settled: before.settled && after.settled,
  };
}

function generatorFor(
  { contestant: { wireFormat }, port }: MeasuredServer,
  rooms: number,
  roomPrefix: string,
): LoadGenerator {
  return new LoadGenerator({ wireFormat, port, rooms, members: MEMBERS_PER_ROOM, senders: 0, readers: 2, roomPrefix });
}

async function stableMemory(server: MeasuredServer): Promise<{ memoryBytes: number; settled: boolean }> {
  const startedAt = performance.now();
  let stableSince = startedAt;
  let { memoryBytes } = server.usage;
  for (;;) {
    await delay(250);
    const now = server.usage.memoryBytes;
    if (Math.abs(now - memoryBytes) > memoryBytes * STABLE_SHARE) {
      memoryBytes = now;
      stableSince = performance.now();
    }
    const settled = performance.now() - stableSince > STABLE_MS;
    if (settled || performance.now() - startedAt > STABLE_TIMEOUT_MS) return { memoryBytes: now, settled };
  }
}
