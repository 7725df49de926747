import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** `kill -9` and an immediate restart; some clients notice at once that the server is back. */
export const kill: FaultKind = {
  name: 'kill',
  target: 'server',
  draw: (random, actors) => {
    const times = random.chance(0.2) ? 2 : 1;
    const waking = drawActors(random, actors);
    return {
      maxDurationMs: 1_000 * times,
      detail: times === 1 ? 'SIGKILL' : 'SIGKILL, and again right after the start',
      run: (context) =>
        context.supervisor.withPlannedExit(async () => {
          for (let i = 0; i < times; i++) {
            await context.supervisor.end('SIGKILL');
            await context.supervisor.start();
          }
          for (const actor of actorsAt(waking, context)) actor.wake();
        }),
    };
  },
};
