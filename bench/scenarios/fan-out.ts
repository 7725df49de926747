import { Hall, type Shape, type Span } from '../measure/measurement.ts';
import { spansTable } from '../report/spans-table.ts';
import type { Table } from '../report/table.ts';
import { type Context, eachServer, type Scenario } from './scenario.ts';

interface Load {
  members: number;
  rate: number;
  /** Servers take turns for so many rounds, because machines are noisy. */
  rounds: number;
  /** Also in a quick run. */
  quick: boolean;
}

const loads: readonly Load[] = [
  { members: 500, rate: 200, rounds: 3, quick: true },
  { members: 500, rate: 1_000, rounds: 1, quick: true },
  { members: 500, rate: 4_000, rounds: 3, quick: true },
  { members: 5_000, rate: 20, rounds: 1, quick: false },
  { members: 5_000, rate: 100, rounds: 1, quick: true },
];

/** One room, and everybody in it hears everything. */
export const fanOut: Scenario = {
  name: 'fan-out',
  async run(context) {
    for (const load of loads) if (load.quick || !context.quick) context.show(await at(load, context));
  },
};

async function at({ members, rate, rounds }: Load, context: Context): Promise<Table> {
  const { quick, results } = context;
  const shape: Shape = { rooms: 1, members, senders: 50 };
  const spans: Span[] = [];
  const notes: string[] = [];
  for (let round = 1; round <= (quick ? 1 : rounds); round++) {
    // Who drowned would only drown again.
    const afloat = context.servers.filter(({ name }) => !spans.some((span) => span.server === name && !span.complete));
    const what = `1 room × ${members}, ${rate} msg/s, round ${round}`;
    const failed = await eachServer({ ...context, servers: afloat }, what, async (contestant) => {
      const hall = await Hall.open(contestant, shape, 1);
      try {
        spans.push(await hall.span(rate, quick ? 2 : 5, 1));
      } finally {
        await hall.close();
      }
    });
    notes.push(...failed);
  }
  results.spans.push(...spans);
  return { ...spansTable(`1 room × ${members} members, ${rate} msg/s`, spans), notes };
}
