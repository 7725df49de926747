import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** Connections that are reset: both ends receive RST. */
export const reset: FaultKind = {
  name: 'reset',
  target: 'network',
  draw: (random, actors) => {
    const affected = drawActors(random, actors);
    return {
      maxDurationMs: 0,
      detail: `RST on ${affected.length} connections`,
      run: async (context) => {
        for (const { proxy } of actorsAt(affected, context)) proxy.reset();
      },
    };
  },
};
