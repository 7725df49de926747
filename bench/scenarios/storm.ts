import { titleOf } from '../servers/contestants.ts';
import { hundredths, tenths, whole } from '../report/figures.ts';
import type { Storm } from '../measure/results.ts';
import { eachServer, type Scenario } from './scenario.ts';
import { resumes, Weather } from './restart-harness.ts';

const variants = [
  { rooms: 1, members: 5_000 },
  { rooms: 50, members: 100 },
];
/** In each room, while its clients hear nothing. */
const MISSED = 50;

/** The server restarts, and everybody comes back at once. */
export const storm: Scenario = {
  name: 'storm',
  async run(context) {
    for (const { rooms, members } of variants) {
      const found: Storm[] = [];
      const what = `${rooms} × ${members} come back`;
      const notes = await eachServer(context, what, async (contestant) => {
        const weather = await Weather.gather(contestant, rooms, members);
        try {
          // A graceful stop is only of interest where something goes on afterwards.
          const signals = resumes(contestant) ? (['SIGTERM', 'SIGKILL'] as const) : (['SIGKILL'] as const);
          for (const signal of signals) found.push(await weather.restart(signal, MISSED));
        } finally {
          await weather.end();
        }
      });
      context.results.storms.push(...found);
      context.show({
        title: `Storm: a restart, and ${rooms * members} clients of ${rooms} ${rooms === 1 ? 'room' : 'rooms'} come back at once`,
        head: [
          'server',
          'restart',
          'down s',
          'all live after s',
          'live',
          'missed each',
          'wrong',
          'retried',
          'log reads per room',
        ],
        rows: found.map(row),
        notes: [
          ...notes,
          ...(found.some(({ missed }) => missed === 0)
            ? ['A server that missed nothing for its clients resumes nothing: they only reconnect.']
            : []),
        ],
      });
    }
  },
};

function row({ server, signal, down, live, back, missed, wrong, failures, reads }: Storm): string[] {
  return [
    titleOf(server),
    signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM',
    hundredths(down),
    tenths(live),
    whole(back),
    missed === 0 ? '– (reconnect only)' : whole(missed),
    missed === 0 ? '–' : whole(wrong),
    whole(failures),
    tenths(reads ?? NaN),
  ];
}
