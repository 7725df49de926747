import { titleOf } from '../servers/contestants.ts';
import { hundredths, tenths, whole } from '../report/figures.ts';
import type { StormResult } from '../measure/results.ts';
import { eachServer, type Scenario } from './scenario.ts';
import { canResume, RestartHarness } from './restart-harness.ts';

const variants = [
  { rooms: 1, members: 5_000 },
  { rooms: 50, members: 100 },
];
/** Messages per room that its clients miss. */
const MISSED_COUNT = 50;

/** The server restarts, and all clients reconnect at once. */
export const storm: Scenario = {
  name: 'storm',
  async run(context) {
    for (const { rooms, members } of variants) {
      const found: StormResult[] = [];
      const title = `storm of ${rooms} × ${members}`;
      const notes = await eachServer(context, title, async (contestant) => {
        const harness = await RestartHarness.connect(contestant, rooms, members);
        try {
          // A graceful stop only matters to clients that resume.
          const signals = canResume(contestant) ? (['SIGTERM', 'SIGKILL'] as const) : (['SIGKILL'] as const);
          for (const signal of signals) found.push(await harness.restart(signal, MISSED_COUNT));
        } finally {
          await harness.close();
        }
      });
      context.results.storms.push(...found);
      context.show({
        title: `Storm: after a restart, ${rooms * members} clients of ${rooms} ${rooms === 1 ? 'room' : 'rooms'} reconnect at once`,
        head: [
          'server',
          'restart',
          'down s',
          'all live after s',
          'live',
          'missed per client',
          'wrong',
          'retries',
          'log reads per room',
        ],
        rows: found.map(row),
        notes: [
          ...notes,
          ...(found.some(({ missedPerClient }) => missedPerClient === 0)
            ? ['Clients of a server that cannot resume miss no messages; they only reconnect.']
            : []),
        ],
      });
    }
  },
};

function row({
  server,
  signal,
  downSeconds,
  liveSeconds,
  liveClients,
  missedPerClient,
  wrongClients,
  failedConnections,
  readsPerRoom,
}: StormResult): string[] {
  return [
    titleOf(server),
    signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM',
    hundredths(downSeconds),
    tenths(liveSeconds),
    whole(liveClients),
    missedPerClient === 0 ? '– (reconnect only)' : whole(missedPerClient),
    missedPerClient === 0 ? '–' : whole(wrongClients),
    whole(failedConnections),
    tenths(readsPerRoom ?? NaN),
  ];
}
