import type { FaultKind } from './fault.ts';
import { drawActors, actorsAt } from './some.ts';

/** Connections that are reset: both ends receive RST. */
export const reset: FaultKind = {
  name: 'reset',
  target: 'lines',
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
