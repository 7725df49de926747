import type { FaultKind } from './fault.ts';

/** Page reloads: the client is replaced, its outbox and its identity are kept. */
export const reload: FaultKind = {
  name: 'reload',
  target: 'network',
  draw: () => ({
    maxDurationMs: 0,
    detail: 'reload of pages',
    run: async ({ affected }) => {
      for (const actor of affected) actor.reload?.();
    },
  }),
};
