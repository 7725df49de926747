import { contestants } from '../servers/contestants.ts';
import { hundredths, megabytes, median, percent, ranged, tenths, whole } from './figures.ts';
import type { Span } from '../measure/measurement.ts';
import type { Table } from './table.ts';

/** From here on the load generator may be what was measured. */
export const BUSY = 0.95;

const head = [
  'server',
  'kept',
  'delivered/s',
  'complete',
  'p50 ms',
  'p99 ms',
  'ack p99 ms',
  'CPU µs per delivery',
  'memory MB',
  'generator busy',
];

/** One row a server; of several rounds the medians, with the range where it matters. */
export function spansTable(title: string, spans: readonly Span[]): Table {
  const rows = contestants.flatMap(({ name, title, kept }) => {
    const rounds = spans.filter(({ server }) => server === name);
    return rounds.length === 0 ? [] : [[title, kept ? 'yes' : 'no', ...cells(rounds)]];
  });
  return { title, head, rows };
}

function cells(rounds: readonly Span[]): string[] {
  const of = (field: (span: Span) => number) => rounds.map(field);
  const busy = median(of(({ generator }) => generator));
  return [
    whole(median(of(({ delivered }) => delivered))),
    completeness(rounds),
    tenths(median(of(({ p50 }) => p50))),
    ranged(
      of(({ p99 }) => p99),
      tenths,
    ),
    tenths(median(of(({ ackP99 }) => ackP99))),
    ranged(
      of(({ cpu }) => cpu),
      hundredths,
    ),
    megabytes(median(of(({ memory }) => memory))),
    `${hundredths(busy)}${busy >= BUSY ? ', the generator is the limit' : ''}`,
  ];
}

function completeness(rounds: readonly Span[]): string {
  const incomplete = rounds.filter(({ complete }) => !complete);
  if (incomplete.length === 0) return 'yes';
  const worst = percent(Math.min(...incomplete.map(({ share }) => share)));
  return incomplete.length === rounds.length
    ? `no, ${worst}`
    : `${incomplete.length} of ${rounds.length} not, ${worst}`;
}
