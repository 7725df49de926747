import { setTimeout as delay } from 'node:timers/promises';
import { RawClient } from '../load/raw-client.ts';
import { hubbubJson } from '../load/wire-formats.ts';
import { otherLoopback } from '../../scripts/loopback.ts';
import type { Attack, Target } from './attack.ts';

const TICK_MS = 5;
/** How long each stays in the room. */
const STAY_MS = 500;

/** New connections that join the honest room and soon leave it, at this rate, from a number of addresses. */
export function joins(perSecond: number, addresses: number): Attack {
  return {
    name: `joins-${perSecond}-from-${addresses}`,
    title: `${perSecond.toLocaleString('en')} joins/s from ${addresses === 1 ? 'one address' : `${addresses} addresses`}`,
    unit: 'joins',
    prepare: async (target) => ({
      start(done) {
        let begun = 0;
        const startedAt = performance.now();
        setInterval(() => {
          const due = ((performance.now() - startedAt) / 1_000) * perSecond;
          // What this process is late with is left out: a burst would be another attack.
          begun = Math.max(begun, due - perSecond / 20);
          for (; begun < due; begun++) void joinOnce(target, otherLoopback(Math.floor(begun) % addresses), done);
        }, TICK_MS);
      },
    }),
  };
}

async function joinOnce({ port, room }: Target, localAddress: string, done: (count: number) => void): Promise<void> {
  const client = new RawClient({
    wireFormat: hubbubJson,
    port,
    localAddress,
    room,
    name: 'visitor',
    sends: false,
    reads: false,
  });
  const joined = await client.joined.then(
    () => true,
    () => false,
  );
  if (joined) {
    done(1);
    await delay(STAY_MS);
  }
  client.close();
}
