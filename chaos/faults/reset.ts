import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** Lines that are reset: both ends see RST. */
export const reset: FaultKind = {
  name: 'reset',
  target: 'lines',
  draw: (random, actors) => {
    const met = drawSome(random, actors);
    return {
      lasts: 0,
      detail: `RST on ${met.length} lines`,
      run: async (stage) => {
        for (const { line } of who(met, stage)) line.reset();
      },
    };
  },
};
