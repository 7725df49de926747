import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';

/** SIGSTOP for 1 to 20 s, mostly short, then SIGCONT, like a suspended machine. */
export const stop: FaultKind = {
  name: 'stop',
  target: 'server',
  draw: (random) => {
    const lastsMs = Math.round(1_000 + 19_000 * random.next() ** 4);
    return {
      maxDurationMs: lastsMs,
      detail: `SIGSTOP for ${lastsMs} ms`,
      run: async ({ supervisor }) => {
        supervisor.suspend();
        await delay(lastsMs);
        supervisor.resume();
      },
    };
  },
};
