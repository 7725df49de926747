import { contestants } from '../servers/contestants.ts';
import { hundredths, megabytes, median, percent, withRange, tenths, whole } from './figures.ts';
import type { Sample } from '../measure/measurement.ts';
import type { Table } from './table.ts';

/** From here on, the load generator may limit the result. */
export const SATURATED_UTILIZATION = 0.95;

const head = [
  'server',
  'durable',
  'delivered/s',
  'complete',
  'p50 ms',
  'p99 ms',
  'ack p99 ms',
  'CPU µs per delivery',
  'memory MB',
  'generator busy',
];

/** One row per server: medians of the rounds, with ranges where they matter. */
export function samplesTable(title: string, samples: readonly Sample[]): Table {
  const rows = contestants.flatMap(({ name, title, durable }) => {
    const rounds = samples.filter(({ server }) => server === name);
    return rounds.length === 0 ? [] : [[title, durable ? 'yes' : 'no', ...cells(rounds)]];
  });
  return { title, head, rows };
}

function cells(rounds: readonly Sample[]): string[] {
  const of = (field: (sample: Sample) => number) => rounds.map(field);
  const busy = median(of(({ generatorUtilization }) => generatorUtilization));
  return [
    whole(median(of(({ deliveredPerSecond }) => deliveredPerSecond))),
    completeness(rounds),
    tenths(median(of(({ p50Ms }) => p50Ms))),
    withRange(
      of(({ p99Ms }) => p99Ms),
      tenths,
    ),
    tenths(median(of(({ ackP99Ms }) => ackP99Ms))),
    withRange(
      of(({ cpuMicros }) => cpuMicros),
      hundredths,
    ),
    megabytes(median(of(({ memoryBytes }) => memoryBytes))),
    `${hundredths(busy)}${busy >= SATURATED_UTILIZATION ? ', the generator is the limit' : ''}`,
  ];
}

function completeness(rounds: readonly Sample[]): string {
  const incomplete = rounds.filter(({ complete }) => !complete);
  if (incomplete.length === 0) return 'yes';
  const worst = percent(Math.min(...incomplete.map(({ deliveredShare }) => deliveredShare)));
  return incomplete.length === rounds.length
    ? `no, ${worst}`
    : `not in ${incomplete.length} of ${rounds.length} rounds, ${worst}`;
}
