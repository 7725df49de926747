import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** Page reloads: the client is replaced, its outbox and its identity are kept. */
export const reload: FaultKind = {
  name: 'reload',
  target: 'network',
  draw: (random, actors) => {
    const affected = drawActors(random, actors);
    return {
      maxDurationMs: 0,
      detail: `reload of pages among ${affected.length} clients`,
      run: async (context) => {
        for (const actor of actorsAt(affected, context)) actor.reload?.();
      },
    };
  },
};
