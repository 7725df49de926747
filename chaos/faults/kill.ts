import type { FaultKind } from './fault.ts';

/** `kill -9` and an immediate restart. */
export const kill: FaultKind = {
  name: 'kill',
  target: 'server',
  draw: (random) => {
    const times = random.chance(0.2) ? 2 : 1;
    return {
      maxDurationMs: 1_000 * times,
      detail: times === 1 ? 'SIGKILL' : 'SIGKILL, and again right after the start',
      run: ({ supervisor }) =>
        supervisor.withPlannedExit(async () => {
          for (let i = 0; i < times; i++) {
            await supervisor.end('SIGKILL');
            await supervisor.start();
          }
        }),
    };
  },
};
