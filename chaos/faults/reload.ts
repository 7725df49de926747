import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** Pages that are reloaded: the client is gone, its outbox and its identity are kept. */
export const reload: FaultKind = {
  name: 'reload',
  target: 'lines',
  draw: (random, actors) => {
    const met = drawSome(random, actors);
    return {
      lasts: 0,
      detail: `reload of pages among ${met.length} clients`,
      run: async (stage) => {
        for (const actor of who(met, stage)) actor.reload?.();
      },
    };
  },
};
