import { peers, type ServerName, titleOf } from '../servers/contestants.ts';
import { hundredths, median, percent, tenths, whole } from './figures.ts';
import type { Span } from '../measure/measurement.ts';
import { type Results, rounds } from '../measure/results.ts';
import type { Table } from './table.ts';

interface Target {
  what: string;
  goal: string;
  came: string;
  met: boolean;
}

const HUBBUB: readonly ServerName[] = ['json', 'plain'];
/** The peers that the ratios are promised against. */
const RIVALS: readonly ServerName[] = ['ws', 'socket.io'];

/** What was aimed at, and how it came out: medians of all rounds. What was not measured is left out. */
export function targetsTable(results: Results): Table | undefined {
  const targets = [...fanOut(results), ...acks(results), ...highest(results), ...idle(results), ...storm(results)];
  if (targets.length === 0) return undefined;
  return {
    title: 'Targets',
    head: ['target', 'goal', 'came out', 'met'],
    rows: targets.map(({ what, goal, came, met }) => [what, goal, came, met ? 'yes' : '**no**']),
    notes: [`${targets.filter(({ met }) => met).length} of ${targets.length} met.`],
  };
}

/** Hubbub against each peer. */
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
    const busy = rounds(results, server, 1, 500, 4_000);
    const calm = rounds(results, server, 1, 500, 200);
    const large = rounds(results, server, 1, 5_000, 100);
    return [
      ...delivered(server, '500 × 4,000', busy),
      ...atMost(server, '500 × 4,000, p99', of(busy, 'p99'), 25, ' ms', tenths),
      ...atMost(server, '500 × 4,000, CPU per delivery', of(busy, 'cpu'), 0.5, ' µs', hundredths),
      ...atMost(server, '500 × 200, p99', of(calm, 'p99'), 10, ' ms', tenths),
      ...RIVALS.flatMap((rival) =>
        atMost(
          server,
          `500 × 200, CPU per delivery against ${titleOf(rival)}`,
          cpuAt(results, server) / cpuAt(results, rival),
          0.5,
          ' of it',
          hundredths,
        ),
      ),
      ...delivered(server, '5,000 × 100', large),
      ...atMost(server, '5,000 × 100, p99', of(large, 'p99'), 100, ' ms', tenths),
    ];
  });
}

function acks(results: Results): Target[] {
  const spans = rounds(results, 'json', 1, 500, 1_000);
  return atMost('json', '500 × 1,000, ack p99', of(spans, 'ackP99'), 50, ' ms', tenths);
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
    .flatMap(({ server, each }) => atMost(server, 'idle connection', each / 1e3, 10, ' KB', tenths));
}

function storm(results: Results): Target[] {
  return results.storms
    .filter(({ missed }) => missed > 0)
    .flatMap(({ server, rooms, members, signal, live, back, wrong, reads }) => {
      const what = `storm of ${rooms} × ${whole(members)} after ${signal === 'SIGKILL' ? 'kill -9' : 'SIGTERM'}`;
      const came = Number.isFinite(live) ? `${tenths(live)} s` : `${whole(back)} live`;
      return [
        target(server, `${what}: all live`, '≤ 10 s', came, live <= 10),
        target(
          server,
          `${what}: all that was missed, once, in order`,
          'all clients',
          `${whole(wrong)} without`,
          wrong === 0,
        ),
        ...atMost(server, `${what}: reads of the log per room`, reads ?? NaN, 1, '', tenths),
      ];
    });
}

function target(server: ServerName, what: string, goal: string, came: string, met: boolean): Target {
  return { what: `${titleOf(server)}: ${what}`, goal, came, met };
}

function atMost(
  server: ServerName,
  what: string,
  value: number,
  goal: number,
  unit: string,
  spelled: (value: number) => string,
): Target[] {
  if (Number.isNaN(value)) return [];
  return [target(server, what, `≤ ${goal}${unit}`, `${exactly(value, goal, spelled)}${unit}`, value <= goal)];
}

/** Never rounded to a goal that was missed. */
function exactly(value: number, goal: number, spelled: (value: number) => string): string {
  return value > goal && Number(spelled(value)) <= goal ? String(value) : spelled(value);
}

function delivered(server: ServerName, what: string, spans: readonly Span[]): Target[] {
  if (spans.length === 0) return [];
  const worst = Math.min(...spans.map(({ share }) => share));
  return [
    target(
      server,
      `${what}: all delivered`,
      'every round',
      percent(worst),
      spans.every(({ complete }) => complete),
    ),
  ];
}

function of(spans: readonly Span[], field: 'p99' | 'cpu' | 'ackP99'): number {
  return median(spans.map((span) => span[field]));
}

function cpuAt(results: Results, server: ServerName): number {
  return of(rounds(results, server, 1, 500, 200), 'cpu');
}

/** NaN when it was not looked for. */
function highestOf({ highests }: Results, server: ServerName): number {
  return highests.find((one) => one.server === server)?.rate ?? NaN;
}
