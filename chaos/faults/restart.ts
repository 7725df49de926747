import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** A graceful restart: SIGTERM, wait, start. */
export const restart: FaultKind = {
  name: 'restart',
  target: 'server',
  draw: (random, actors) => {
    const waking = drawActors(random, actors);
    return {
      maxDurationMs: 2_000,
      detail: 'SIGTERM',
      run: (context) =>
        context.supervisor.withPlannedExit(async () => {
          await context.supervisor.end('SIGTERM');
          await context.supervisor.start();
          for (const actor of actorsAt(waking, context)) actor.wake();
        }),
    };
  },
};
