import type { Shape } from '../load/clients.ts';
import { measureOnce, type Sample } from '../measure/measurement.ts';
import { hundredths, median, tenths, withRange } from '../report/figures.ts';
import { CHECKOUT, type Contestant, hubbub } from '../servers/contestants.ts';
import { eachServer, type Scenario, type ScenarioContext } from './scenario.ts';

interface Load {
  title: string;
  shape: Shape;
  rate: number;
}

const fanOut = (members: number, rate: number): Load => ({
  title: `${members.toLocaleString('en')} × ${rate.toLocaleString('en')}`,
  shape: { rooms: 1, members, senders: 50 },
  rate,
});

const loads: readonly Load[] = [
  fanOut(500, 200),
  fanOut(500, 1_000),
  fanOut(500, 4_000),
  fanOut(5_000, 100),
  { title: '1,000 rooms × 10', shape: { rooms: 1_000, members: 10, senders: 1 }, rate: 1_000 },
];

/** A pair of samples from the same round, one directly after the other. */
interface Pair {
  changed: Sample;
  baseline: Sample;
}

/**
 * Compares this checkout with another one under the same loads. The two alternate within each load, and the first of
 * a round is the second of the next, so that noise and drift of the machine meet both. Throws if DIR is no checkout.
 */
export function comparison(directory: string, rounds: number): Scenario {
  const baselines = {
    json: hubbub('json', `${directory}, json`, directory),
    plain: hubbub('plain', `${directory}, plain`, directory),
  };
  return {
    name: 'comparison',
    async run(context) {
      for (const { name } of context.servers) {
        if (name !== 'json' && name !== 'plain') continue;
        const changed = hubbub(name, `this checkout, ${name}`, CHECKOUT);
        const rows: string[][] = [];
        const notes: string[] = [];
        for (const load of loads) {
          const pairs = await comparePairs(changed, baselines[name], load, rounds, context, notes);
          rows.push(row(load, pairs, rounds));
        }
        context.show({
          title: `This checkout against ${directory}, ${name}`,
          head: [
            'load',
            'CPU µs per delivery',
            'baseline',
            'ratio (range)',
            'ratio of the best',
            'p99 ms',
            'baseline',
            'ratio (range)',
            'complete rounds',
          ],
          rows,
          notes: [
            ...notes,
            'Figures are medians of the rounds; a ratio is the median of the ratios within each round. Below 1, this checkout is better.',
          ],
        });
      }
    },
  };
}

async function comparePairs(
  changed: Contestant,
  baseline: Contestant,
  { title, shape, rate }: Load,
  rounds: number,
  context: ScenarioContext,
  notes: string[],
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round++) {
    const samples = new Map<Contestant, Sample>();
    const servers = round % 2 === 1 ? [changed, baseline] : [baseline, changed];
    const { notes: failed } = await eachServer(
      { ...context, servers },
      `${title}, round ${round} of ${rounds}`,
      async (server) => {
        samples.set(server, await measureOnce(server, shape, rate, { seconds: context.quick ? 2 : 5 }));
      },
    );
    notes.push(...failed);
    const [a, b] = [samples.get(changed), samples.get(baseline)];
    if (a !== undefined && b !== undefined) pairs.push({ changed: a, baseline: b });
  }
  return pairs;
}

function row({ title }: Load, all: readonly Pair[], rounds: number): string[] {
  // The CPU time and the latency of an incomplete sample are not those of the whole load.
  const pairs = all.filter(({ changed, baseline }) => changed.complete && baseline.complete);
  const cells = (of: (sample: Sample) => number, format: (value: number) => string) => [
    format(median(pairs.map(({ changed }) => of(changed)))),
    format(median(pairs.map(({ baseline }) => of(baseline)))),
    withRange(
      pairs.map(({ changed, baseline }) => of(changed) / of(baseline)),
      thousandths,
    ),
  ];
  const best = (side: keyof Pair) => Math.min(...pairs.map((pair) => pair[side].cpuMicros));
  return [
    title,
    ...cells(({ cpuMicros }) => cpuMicros, hundredths),
    thousandths(best('changed') / best('baseline')),
    ...cells(({ p99Ms }) => p99Ms, tenths),
    `${pairs.length} of ${rounds}`,
  ];
}

const thousandths = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : '–');
