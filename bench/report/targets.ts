import { peers, type ServerName, titleOf } from '../servers/contestants.ts';
import { fairnessGoals, losesNothing } from './fairness-table.ts';
import { hundredths, medianOf, percent, tenths, whole } from './figures.ts';
import type { Sample } from '../measure/measurement.ts';
import type { FairnessResult, Results } from '../measure/results.ts';
import type { Table } from './table.ts';

type Target = readonly [what: string, goal: string, result: string, met: 'yes' | '**no**'];

const HUBBUB: readonly ServerName[] = ['json', 'plain'];
/** The peers that the target ratios refer to. */
const RIVALS: readonly ServerName[] = ['ws', 'socket.io'];

/** Compares medians of all rounds with the targets. Targets that were not measured are left out. */
export function targetsTable(results: Results): Table | undefined {
  const targets = [
    ...fanOut(results),
    ...acks(results),
    ...highest(results),
    ...idle(results),
    ...storm(results),
    ...fairness(results),
  ];
  if (targets.length === 0) return undefined;
  return {
    title: 'Targets',
    head: ['target', 'goal', 'result', 'met'],
    rows: targets,
    notes: [`${targets.filter(([, , , met]) => met === 'yes').length} of ${targets.length} met.`],
  };
}

/** Hubbub relative to each peer. */
export function ratiosTable(results: Results): Table | undefined {
  const rows = HUBBUB.flatMap((server) =>
    peers.flatMap((peer) => {
      const [own, theirs] = [cpuAt(results, server), cpuAt(results, peer)];
      const [rate, theirRate] = [highestOf(results, server), highestOf(results, peer)];
      const cells = [hundredths(own / theirs), tenths(rate / theirRate)];
      return cells.every((cell) => cell === '–') ? [] : [[titleOf(server), titleOf(peer), ...cells]];
    }),
  );
  if (rows.length === 0) return undefined;
  return {
    title: 'Ratios',
    head: ['server', 'against', 'CPU per delivery at 500 × 200 (less is better)', 'highest rate (more is better)'],
    rows,
  };
}

function fanOut(results: Results): Target[] {
  return HUBBUB.flatMap((server) => {
    const busy = samplesAt(results, server, 500, 4_000);
    const calm = samplesAt(results, server, 500, 200);
    const large = samplesAt(results, server, 5_000, 100);
    return [
      ...delivered(server, '500 × 4,000', busy),
      ...atMost(server, '500 × 4,000, p99', medianOf(busy, 'p99Ms'), 25, ' ms'),
      ...atMost(server, '500 × 4,000, CPU per delivery', medianOf(busy, 'cpuMicros'), 0.5, ' µs'),
      ...atMost(server, '500 × 200, p99', medianOf(calm, 'p99Ms'), 10, ' ms'),
      ...RIVALS.flatMap((rival) =>
        atMost(
          server,
          `500 × 200, CPU per delivery against ${titleOf(rival)}`,
          cpuAt(results, server) / cpuAt(results, rival),
          0.5,
          ' of it',
        ),
      ),
      ...delivered(server, '5,000 × 100', large),
      ...atMost(server, '5,000 × 100, p99', medianOf(large, 'p99Ms'), 100, ' ms'),
    ];
  });
}

function acks(results: Results): Target[] {
  const samples = samplesAt(results, 'json', 500, 1_000);
  return atMost('json', '500 × 1,000, ack p99', medianOf(samples, 'ackP99Ms'), 50, ' ms');
}

function highest(results: Results): Target[] {
  return HUBBUB.flatMap((server) =>
    RIVALS.flatMap((rival) => {
      const times = highestOf(results, server) / highestOf(results, rival);
      if (Number.isNaN(times)) return [];
      return [target(server, `highest rate against ${titleOf(rival)}`, '≥ 15 ×', `${tenths(times)} ×`, times >= 15)];
    }),
  );
}

function idle(results: Results): Target[] {
  return results.idles
    .filter(({ server }) => HUBBUB.includes(server))
    .flatMap(({ server, bytesPerConnection }) =>
      atMost(server, 'idle connection', bytesPerConnection / 1e3, 10, ' KB'),
    );
}

function storm(results: Results): Target[] {
  return results.storms
    .filter(({ missedPerClient }) => missedPerClient > 0)
    .flatMap(({ server, rooms, members, signal, liveSeconds, liveClients, wrongClients, readsPerRoom }) => {
      const what = `storm of ${rooms} × ${whole(members)} after ${signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM'}`;
      const result = Number.isFinite(liveSeconds) ? `${tenths(liveSeconds)} s` : `${whole(liveClients)} live`;
      return [
        target(server, `${what}: all live`, '≤ 10 s', result, liveSeconds <= 10),
        target(
          server,
          `${what}: missed messages received once and in order`,
          'all clients',
          `${whole(wrongClients)} without`,
          wrongClients === 0,
        ),
        ...atMost(server, `${what}: reads of the log per room`, readsPerRoom ?? NaN, 1, ''),
      ];
    });
}

/** The worst of all attacks; the table of the scenario shows each of them. */
function fairness({ fairness: rows }: Results): Target[] {
  if (rows.length === 0) return [];
  const { p95Ms, p99Ms, peakMemoryBytes } = fairnessGoals;
  const worst = (of: (row: FairnessResult) => number) => {
    // What could not be measured is worse than everything.
    const orInfinity = (row: FairnessResult) => (Number.isNaN(of(row)) ? Infinity : of(row));
    return Math.max(...rows.map(orInfinity));
  };
  const most = (what: string, value: number, goal: number, unit: string): Target =>
    target('json', `beside every attack, ${what}`, `≤ ${goal}${unit}`, `${tenths(value)}${unit}`, value <= goal);
  const losses = rows.filter((row) => !losesNothing(row));
  return [
    most(
      'p95',
      worst((row) => row.p95Ms),
      p95Ms,
      ' ms',
    ),
    most(
      'p99',
      worst((row) => row.p99Ms),
      p99Ms,
      ' ms',
    ),
    most('peak memory', worst((row) => row.peakMemoryBytes) / 1e6, peakMemoryBytes / 1e6, ' MB'),
    target(
      'json',
      'beside every attack, nothing lost',
      'every row',
      `${rows.length - losses.length} of ${rows.length}`,
      losses.length === 0,
    ),
  ];
}

function target(server: ServerName, what: string, goal: string, result: string, met: boolean): Target {
  return [`${titleOf(server)}: ${what}`, goal, result, met ? 'yes' : '**no**'];
}

function atMost(server: ServerName, what: string, value: number, goal: number, unit: string): Target[] {
  if (Number.isNaN(value)) return [];
  const shown = (goal < 1 ? hundredths : tenths)(value);
  // A value is not rounded to the goal that it misses.
  const exact = value > goal && Number(shown) <= goal ? String(value) : shown;
  return [target(server, what, `≤ ${goal}${unit}`, `${exact}${unit}`, value <= goal)];
}

function delivered(server: ServerName, what: string, samples: readonly Sample[]): Target[] {
  if (samples.length === 0) return [];
  const worst = Math.min(...samples.map(({ deliveredShare }) => deliveredShare));
  return [
    target(
      server,
      `${what}: all delivered`,
      'every round',
      percent(worst),
      samples.every(({ complete }) => complete),
    ),
  ];
}

/** All rounds of one server at one load of a single room. */
function samplesAt({ samples }: Results, server: ServerName, members: number, rate: number): Sample[] {
  return samples.filter(
    (sample) => sample.server === server && sample.shape.members === members && sample.rate === rate,
  );
}

function cpuAt(results: Results, server: ServerName): number {
  return medianOf(samplesAt(results, server, 500, 200), 'cpuMicros');
}

/** NaN if it was not measured. */
function highestOf({ highestRates }: Results, server: ServerName): number {
  return highestRates.find((one) => one.server === server)?.rate ?? NaN;
}
