import { setTimeout as delay } from 'node:timers/promises';
import { type Contestant, titleOf } from '../servers/contestants.ts';
import { tenths } from '../report/figures.ts';
import { within } from '../load/timeout.ts';
import { Crowd } from '../load/load-generator.ts';
import type { Idle } from '../measure/results.ts';
import { Running } from '../servers/server-process.ts';
import { eachServer, type Scenario } from './scenario.ts';

/** In rooms of so many. */
const MEMBERS = 100;
/** Memory stands still when it has changed by less than this share for so many ms. */
const STILL = 0.005;
const STILL_FOR = 4_000;
/** Then it is read anyway, in ms. */
const AT_LAST = 30_000;
const GATHERING = 60_000;

/** What a connection costs that is in a room and says nothing. */
export const idle: Scenario = {
  name: 'idle',
  async run(context) {
    const found: Idle[] = [];
    const rooms = context.quick ? 20 : 80;
    const connections = (rooms * MEMBERS).toLocaleString('en');
    const notes = await eachServer(context, `${connections} idle connections`, async (contestant) => {
      found.push(await measure(contestant, rooms));
    });
    context.results.idles.push(...found);
    context.show({
      title: `${connections} connections in rooms of ${MEMBERS}, silent`,
      head: ['server', 'KB of memory per connection', 'memory had settled'],
      rows: found.map(({ server, each, settled }) => [titleOf(server), tenths(each / 1e3), settled ? 'yes' : 'no']),
      notes,
    });
  },
};

async function measure(contestant: Contestant, rooms: number): Promise<Idle> {
  const running = await Running.start(contestant);
  // A first room is there before the first reading, so that code that is loaded once counts for nobody.
  const first = crowd(running, 1, 'first');
  const rest = crowd(running, rooms, 'r');
  try {
    await within(GATHERING, first.gather());
    await first.settle();
    const before = await stillMemory(running);
    await within(GATHERING, rest.gather());
    await rest.settle();
    const after = await stillMemory(running);
    const connections = rooms * MEMBERS;
    return {
      server: contestant.name,
      connections,
      each: (after.memory - before.memory) / connections,
      settled: before.settled && after.settled,
    };
  } finally {
    first.end();
    rest.end();
    await running.end();
  }
}

function crowd({ contestant: { wire }, port }: Running, rooms: number, named: string): Crowd {
  return new Crowd({ wire, port, rooms, members: MEMBERS, senders: 0, witnesses: 2, named });
}

async function stillMemory(running: Running): Promise<{ memory: number; settled: boolean }> {
  const began = performance.now();
  let since = began;
  let { memory } = running.use;
  for (;;) {
    await delay(250);
    const now = running.use.memory;
    if (Math.abs(now - memory) > memory * STILL) {
      memory = now;
      since = performance.now();
    }
    const settled = performance.now() - since > STILL_FOR;
    if (settled || performance.now() - began > AT_LAST) return { memory: now, settled };
  }
}
