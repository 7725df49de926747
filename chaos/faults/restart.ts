import type { FaultKind } from './fault.ts';

/** A graceful restart: SIGTERM, wait, start. */
export const restart: FaultKind = {
  name: 'restart',
  target: 'server',
  draw: () => ({
    maxDurationMs: 2_000,
    detail: 'SIGTERM',
    run: ({ supervisor }) =>
      supervisor.withPlannedExit(async () => {
        await supervisor.end('SIGTERM');
      }),
  }),
};
