import type { Shape } from '../load/clients.ts';
import { measureOnce, type Sample } from '../measure/measurement.ts';
import { samplesTable } from '../report/samples-table.ts';
import type { Table } from '../report/table.ts';
import { eachServer, type Scenario, type ScenarioContext } from './scenario.ts';

interface Load {
  members: number;
  rate: number;
  /** The servers alternate in each round, to average out the noise of the machine. */
  rounds: number;
  /** Whether a quick run includes it. */
  quick: boolean;
}

const loads: readonly Load[] = [
  { members: 500, rate: 200, rounds: 3, quick: true },
  { members: 500, rate: 1_000, rounds: 1, quick: true },
  { members: 500, rate: 4_000, rounds: 3, quick: true },
  { members: 5_000, rate: 20, rounds: 1, quick: false },
  { members: 5_000, rate: 100, rounds: 1, quick: true },
];

/** One room in which every member receives every message. */
export const fanOut: Scenario = {
  name: 'fan-out',
  async run(context) {
    for (const load of loads) if (load.quick || !context.quick) context.show(await measureLoad(load, context));
  },
};

async function measureLoad({ members, rate, rounds }: Load, context: ScenarioContext): Promise<Table> {
  const { quick, results } = context;
  const shape: Shape = { rooms: 1, members, senders: 50 };
  const samples: Sample[] = [];
  const notes: string[] = [];
  for (let round = 1; round <= (quick ? 1 : rounds); round++) {
    // A server that was overloaded once would be overloaded again.
    const servers = context.servers.filter(
      ({ name }) => !samples.some((sample) => sample.server === name && !sample.complete),
    );
    const title = `1 room × ${members}, ${rate} msg/s, round ${round}`;
    const { found, notes: failed } = await eachServer({ ...context, servers }, title, (contestant) =>
      measureOnce(contestant, shape, rate, { seconds: quick ? 2 : 5 }),
    );
    samples.push(...found);
    notes.push(...failed);
  }
  results.samples.push(...samples);
  return samplesTable(`1 room × ${members} members, ${rate} msg/s`, samples, notes);
}
