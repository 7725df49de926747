import type { FaultKind } from './fault.ts';

/** Connections that are reset: both ends receive RST. */
export const reset: FaultKind = {
  name: 'reset',
  target: 'network',
  draw: () => ({
    maxDurationMs: 0,
    detail: 'RST',
    run: async ({ affected }) => {
      for (const { proxy } of affected) proxy.reset();
    },
  }),
};
