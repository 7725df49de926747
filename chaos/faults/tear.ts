import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** Connections that are cut in the middle of a frame. */
export const tear: FaultKind = {
  name: 'tear',
  target: 'network',
  draw: (random, actors) => {
    const affected = drawActors(random, actors);
    const direction = random.pick(['up', 'down'] as const);
    return {
      maxDurationMs: 0,
      detail: `${affected.length} connections cut within a frame in the direction ${direction}`,
      run: async (context) => {
        for (const { proxy } of actorsAt(affected, context)) proxy.tear(direction);
      },
    };
  },
};
