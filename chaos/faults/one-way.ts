import { setTimeout as delay } from 'node:timers/promises';
import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** Connections that silently drop one direction; afterwards they continue, are reset, or stay dead. */
export const oneWay: FaultKind = {
  name: 'one-way',
  target: 'network',
  draw: (random, actors) => {
    const affected = drawActors(random, actors);
    const direction = random.pick(['up', 'down'] as const);
    const end = random.pick(['release', 'reset', 'forget'] as const);
    const lasts = random.whole(1_000, 7_000);
    return {
      maxDurationMs: lasts,
      detail: `${affected.length} connections with nothing in the direction ${direction} for ${lasts} ms, then ${end}`,
      run: async (context) => {
        const actors = actorsAt(affected, context);
        for (const { proxy } of actors) proxy.hold(direction);
        await delay(lasts);
        for (const actor of actors) {
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
