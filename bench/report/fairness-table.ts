import type { FairnessResult } from '../measure/results.ts';
import { hundredths, megabytes, percent, tenths, whole } from './figures.ts';
import { type Columns, type Table, tableOf } from './table.ts';

/** What must hold beside every attack: latencies of the honest members in ms, and bytes of resident memory. */
export const fairnessGoals = { p95Ms: 25, p99Ms: 60, peakMemoryBytes: 200e6 };

export function losesNothing({ complete, survived }: FairnessResult): boolean {
  return complete && survived;
}

const columns: Columns<FairnessResult> = {
  attack: ({ attack }) => attack,
  'attackers sent': ({ attacksPerSecond, unit }) => (unit === '' ? '–' : `${whole(attacksPerSecond)} ${unit}/s`),
  'nothing lost': ({ complete, deliveredShare, survived }) => {
    if (!survived) return 'no, the server exited';
    return complete ? 'yes' : `no, ${percent(deliveredShare)}`;
  },
  'p50 ms': ({ p50Ms }) => tenths(p50Ms),
  'p95 ms': ({ p95Ms }) => tenths(p95Ms),
  'p99 ms': ({ p99Ms }) => tenths(p99Ms),
  'peak memory MB': ({ peakMemoryBytes }) => megabytes(peakMemoryBytes),
  'generator busy': ({ generatorUtilization }) => hundredths(generatorUtilization),
  'all goals met': (row) => (meetsGoals(row) ? 'yes' : '**no**'),
};

export function fairnessTable(title: string, rows: readonly FairnessResult[], notes: readonly string[]): Table {
  return tableOf(title, rows, columns, notes);
}

function meetsGoals(row: FairnessResult): boolean {
  const { p95Ms, p99Ms, peakMemoryBytes } = fairnessGoals;
  return losesNothing(row) && row.p95Ms <= p95Ms && row.p99Ms <= p99Ms && row.peakMemoryBytes <= peakMemoryBytes;
}
