import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';

/** Connections that silently drop one direction; afterwards they continue, are reset, or stay dead. */
export const oneWay: FaultKind = {
  name: 'one-way',
  target: 'network',
  draw: (random) => {
    const direction = random.pick(['up', 'down'] as const);
    const end = random.pick(['release', 'reset', 'forget'] as const);
    const lastsMs = random.whole(1_000, 7_000);
    return {
      maxDurationMs: lastsMs,
      detail: `nothing in the direction ${direction} for ${lastsMs} ms, then ${end}`,
      run: async ({ affected }) => {
        for (const { proxy } of affected) proxy.hold(direction);
        await delay(lastsMs);
        for (const actor of affected) {
          // A client that does not probe would wait on a dead connection forever.
          if (end === 'forget' && actor.detectsDeadConnections) actor.proxy.abandon();
          else if (end !== 'release') actor.proxy.reset();
          actor.proxy.release();
          actor.wake();
        }
      },
    };
  },
};
