import { titleOf } from '../servers/contestants.ts';
import { hundredths, tenths, whole } from '../report/figures.ts';
import type { StormResult } from '../measure/results.ts';
import { type Columns, tableOf } from '../report/table.ts';
import { eachServer, type Scenario } from './scenario.ts';
import { canResume, RestartHarness } from './restart-harness.ts';

const variants = [
  { rooms: 1, members: 5_000 },
  { rooms: 50, members: 100 },
];
/** Messages per room that its clients miss. */
const MISSED_COUNT = 50;

const columns: Columns<StormResult> = {
  server: ({ server }) => titleOf(server),
  restart: ({ signal }) => (signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM'),
  'down s': ({ downSeconds }) => hundredths(downSeconds),
  'all live after s': ({ liveSeconds }) => tenths(liveSeconds),
  live: ({ liveClients }) => whole(liveClients),
  'missed per client': ({ missedPerClient }) => (missedPerClient === 0 ? '– (reconnect only)' : whole(missedPerClient)),
  wrong: ({ missedPerClient, wrongClients }) => (missedPerClient === 0 ? '–' : whole(wrongClients)),
  retries: ({ failedConnections }) => whole(failedConnections),
  'log reads per room': ({ readsPerRoom = NaN }) => tenths(readsPerRoom),
};

/** The server restarts, and all clients reconnect at once. */
export const storm: Scenario = {
  name: 'storm',
  async run(context) {
    for (const { rooms, members } of variants) {
      const found: StormResult[] = [];
      const title = `storm of ${rooms} × ${members}`;
      const { notes } = await eachServer(context, title, async (contestant) => {
        await using harness = await RestartHarness.connect(contestant, rooms, members);
        // A graceful stop only matters to clients that resume.
        const signals = canResume(contestant) ? (['SIGTERM', 'SIGKILL'] as const) : (['SIGKILL'] as const);
        for (const signal of signals) found.push(await harness.restart(signal, MISSED_COUNT));
      });
      context.results.storms.push(...found);
      if (found.some(({ missedPerClient }) => missedPerClient === 0))
        notes.push('Clients of a server that cannot resume miss no messages; they only reconnect.');
      const place = `${rooms} ${rooms === 1 ? 'room' : 'rooms'}`;
      context.show(
        tableOf(
          `Storm: after a restart, ${rooms * members} clients of ${place} reconnect at once`,
          found,
          columns,
          notes,
        ),
      );
    }
  },
};
