import type { FaultKind } from './fault.ts';

/** Connections that are cut in the middle of a frame. */
export const tear: FaultKind = {
  name: 'tear',
  target: 'network',
  draw: (random) => {
    const direction = random.pick(['up', 'down'] as const);
    return {
      maxDurationMs: 0,
      detail: `cut within a frame in the direction ${direction}`,
      run: async ({ affected }) => {
        for (const { proxy } of affected) proxy.tear(direction);
      },
    };
  },
};
