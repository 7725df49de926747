import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** Lines that are cut in the middle of a frame. */
export const tear: FaultKind = {
  name: 'tear',
  target: 'lines',
  draw: (random, actors) => {
    const met = drawSome(random, actors);
    const direction = random.pick(['up', 'down'] as const);
    return {
      lasts: 0,
      detail: `${met.length} lines cut within a frame on the way ${direction}`,
      run: async (stage) => {
        for (const { line } of who(met, stage)) line.tear(direction);
      },
    };
  },
};
