import { type Contestant, titleOf } from '../servers/contestants.ts';
import { hundredths, tenths, whole } from '../report/figures.ts';
import { Measurement, type Sample } from '../measure/measurement.ts';
import type { HighestRateResult } from '../measure/results.ts';
import { SATURATED_UTILIZATION } from '../report/samples-table.ts';
import { type Columns, tableOf } from '../report/table.ts';
import { type ScenarioContext, eachServer, type Scenario } from './scenario.ts';

const SHAPE = { rooms: 1, members: 500, senders: 50 };
/** Messages per second. */
const LOWEST_RATE = 100;
const HIGHEST_RATE = 51_200;
/** Bisections after the doublings: the result is within an eighth, in a quick run within a half. */
const BISECTION_COUNT = 3;
const QUICK_BISECTION_COUNT = 1;
const MAX_P99_MS = 100;
/** Share of the requested rate that must really be sent. */
const MIN_SENT_SHARE = 0.98;

const columns: Columns<HighestRateResult> = {
  server: ({ server }) => titleOf(server),
  'msg/s': ({ rate }) => whole(rate),
  'delivered/s': ({ sample }) => whole(sample?.deliveredPerSecond ?? NaN),
  'p99 ms': ({ sample }) => tenths(sample?.p99Ms ?? NaN),
  'CPU µs per delivery': ({ sample }) => hundredths(sample?.cpuMicros ?? NaN),
  'generator busy': ({ sample }) => hundredths(sample?.generatorUtilization ?? NaN),
  'next rate, and what failed': ({ tooMuch }) =>
    tooMuch === undefined ? 'no limit found' : `${whole(tooMuch.rate)}: ${tooMuch.why}`,
};

/** Searches the highest rate that a server sustains: doubles it until it is too much, then bisects. */
export const highestRate: Scenario = {
  name: 'highest-rate',
  async run(context) {
    const { found, notes } = await eachServer(context, 'highest sustained rate', (contestant) =>
      search(contestant, context),
    );
    context.results.highestRates.push(...found);
    const title = `Highest sustained rate: 1 room × ${SHAPE.members}, all delivered, p99 ≤ ${MAX_P99_MS} ms`;
    context.show(tableOf(title, found, columns, notes));
  },
};

async function search(contestant: Contestant, { quick, log }: ScenarioContext): Promise<HighestRateResult> {
  const seconds = quick ? 1 : 4;
  const bisections = quick ? QUICK_BISECTION_COUNT : BISECTION_COUNT;
  let measurement: Measurement | undefined;
  let best: Sample | undefined;
  let tooMuch: HighestRateResult['tooMuch'];
  const sustains = async (rate: number): Promise<boolean> => {
    measurement ??= await Measurement.open(contestant, SHAPE, 1);
    const sample = await measurement.measure(rate, seconds, 0.5);
    const why = whyTooMuch(sample);
    log(`  ${whole(rate)} msg/s: p99 ${tenths(sample.p99Ms)} ms${why === undefined ? '' : `, too much: ${why}`}`);
    if (why === undefined) {
      best = sample;
      return true;
    }
    tooMuch = { rate, why };
    // An overloaded server may lag far behind, so the next attempt starts a fresh one.
    await measurement[Symbol.asyncDispose]();
    measurement = undefined;
    return false;
  };
  try {
    let low = 0;
    let high = LOWEST_RATE;
    while (high <= HIGHEST_RATE && (await sustains(high))) {
      low = high;
      high *= 2;
    }
    for (let step = 0; step < bisections && tooMuch !== undefined && low > 0; step++) {
      const middle = (low + high) / 2;
      if (await sustains(middle)) low = middle;
      else high = middle;
    }
    return { server: contestant.name, rate: low, sample: best, tooMuch };
  } finally {
    await measurement?.[Symbol.asyncDispose]();
  }
}

function whyTooMuch({ complete, p99Ms, sentRate, rate, generatorUtilization }: Sample): string | undefined {
  const limit = generatorUtilization >= SATURATED_UTILIZATION ? ' (the generator is the limit)' : '';
  if (sentRate < rate * MIN_SENT_SHARE) return `only ${whole(sentRate)} msg/s could be sent`;
  if (!complete) return `not all delivered${limit}`;
  return p99Ms <= MAX_P99_MS ? undefined : `p99 ${tenths(p99Ms)} ms${limit}`;
}
