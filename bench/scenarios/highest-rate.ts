import { type Contestant, titleOf } from '../servers/contestants.ts';
import { hundredths, tenths, whole } from '../report/figures.ts';
import { Hall, type Span } from '../measure/measurement.ts';
import type { Highest } from '../measure/results.ts';
import { BUSY } from '../report/spans-table.ts';
import { type Context, eachServer, type Scenario } from './scenario.ts';

const SHAPE = { rooms: 1, members: 500, senders: 50 };
const LOWEST = 100;
/** Beyond it nothing is asked. */
const HIGHEST = 51_200;
/** Halvings after the doublings: the answer is within an eighth; in a quick run within a half. */
const STEPS = 3;
const QUICK_STEPS = 1;
const P99 = 100;
/** Of the rate that was asked for, so much must really have been sent. */
const SENT = 0.98;

/** The highest rate that a server keeps up with: doubled until it does not, then halved in between. */
export const highestRate: Scenario = {
  name: 'highest-rate',
  async run(context) {
    const found: Highest[] = [];
    const notes = await eachServer(context, 'highest sustained rate', async (contestant) => {
      found.push(await search(contestant, context));
    });
    context.results.highests.push(...found);
    context.show({
      title: `Highest sustained rate: 1 room × ${SHAPE.members}, all delivered, p99 ≤ ${P99} ms`,
      head: [
        'server',
        'msg/s',
        'delivered/s',
        'p99 ms',
        'CPU µs per delivery',
        'generator busy',
        'next rate, and why not',
      ],
      rows: found.map(row),
      notes,
    });
  },
};

function row({ server, rate, at, tooMuch }: Highest): string[] {
  return [
    titleOf(server),
    whole(rate),
    whole(at?.delivered ?? NaN),
    tenths(at?.p99 ?? NaN),
    hundredths(at?.cpu ?? NaN),
    hundredths(at?.generator ?? NaN),
    tooMuch === undefined ? 'no limit found' : `${whole(tooMuch.rate)}: ${tooMuch.why}`,
  ];
}

async function search(contestant: Contestant, { quick, say }: Context): Promise<Highest> {
  const seconds = quick ? 1 : 4;
  const steps = quick ? QUICK_STEPS : STEPS;
  let hall: Hall | undefined;
  let best: Span | undefined;
  let tooMuch: Highest['tooMuch'];
  const tries = async (rate: number): Promise<boolean> => {
    hall ??= await Hall.open(contestant, SHAPE, 1);
    const span = await hall.span(rate, seconds, 0.5);
    const why = whyNot(span);
    say(`  ${whole(rate)} msg/s: p99 ${tenths(span.p99)} ms${why === undefined ? '' : `, too much: ${why}`}`);
    if (why === undefined) {
      best = span;
      return true;
    }
    tooMuch = { rate, why };
    // It may have fallen far behind: the next try gets a fresh one.
    await hall.close();
    hall = undefined;
    return false;
  };
  try {
    let low = 0;
    let high = LOWEST;
    while (high <= HIGHEST && (await tries(high))) {
      low = high;
      high *= 2;
    }
    for (let step = 0; step < steps && tooMuch !== undefined && low > 0; step++) {
      const middle = (low + high) / 2;
      if (await tries(middle)) low = middle;
      else high = middle;
    }
    return { server: contestant.name, rate: low, at: best, tooMuch };
  } finally {
    await hall?.close();
  }
}

function whyNot({ complete, p99, sentRate, rate, generator }: Span): string | undefined {
  const limit = generator >= BUSY ? ' (the generator is the limit)' : '';
  if (sentRate < rate * SENT) return `only ${whole(sentRate)} msg/s could be sent`;
  if (!complete) return `not all delivered${limit}`;
  return p99 <= P99 ? undefined : `p99 ${tenths(p99)} ms${limit}`;
}
