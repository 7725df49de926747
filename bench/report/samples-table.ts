import type { Sample } from '../measure/measurement.ts';
import { type Contestant, contestants } from '../servers/contestants.ts';
import { hundredths, medianOf, megabytes, percent, tenths, whole, withRange } from './figures.ts';
import { type Columns, type Table, tableOf } from './table.ts';

/** From here on, the load generator may limit the result. */
export const SATURATED_UTILIZATION = 0.95;

const columns: Columns<Contestant & { rounds: readonly Sample[] }> = {
  server: ({ title }) => title,
  durable: ({ durable }) => (durable ? 'yes' : 'no'),
  'delivered/s': ({ rounds }) => whole(medianOf(rounds, 'deliveredPerSecond')),
  complete: ({ rounds }) => completeness(rounds),
  'p50 ms': ({ rounds }) => tenths(medianOf(rounds, 'p50Ms')),
  'p99 ms': ({ rounds }) =>
    withRange(
      rounds.map(({ p99Ms }) => p99Ms),
      tenths,
    ),
  'ack p99 ms': ({ rounds }) => tenths(medianOf(rounds, 'ackP99Ms')),
  'CPU µs per delivery': ({ rounds }) =>
    withRange(
      rounds.map(({ cpuMicros }) => cpuMicros),
      hundredths,
    ),
  'memory MB': ({ rounds }) => megabytes(medianOf(rounds, 'memoryBytes')),
  'generator busy': ({ rounds }) => {
    const busy = medianOf(rounds, 'generatorUtilization');
    return `${hundredths(busy)}${busy >= SATURATED_UTILIZATION ? ', the generator is the limit' : ''}`;
  },
};

/** One row per server: medians of the rounds, with ranges where they matter. */
export function samplesTable(title: string, samples: readonly Sample[], notes: readonly string[]): Table {
  const measured = contestants
    .map((contestant) => ({ ...contestant, rounds: samples.filter(({ server }) => server === contestant.name) }))
    .filter(({ rounds }) => rounds.length > 0);
  return tableOf(title, measured, columns, notes);
}

function completeness(rounds: readonly Sample[]): string {
  const incomplete = rounds.filter(({ complete }) => !complete);
  if (incomplete.length === 0) return 'yes';
  const worst = percent(Math.min(...incomplete.map(({ deliveredShare }) => deliveredShare)));
  return incomplete.length === rounds.length
    ? `no, ${worst}`
    : `not in ${incomplete.length} of ${rounds.length} rounds, ${worst}`;
}
