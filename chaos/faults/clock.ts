import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';

const library = (): string | undefined => globSync('/usr/lib/{,*/}faketime/libfaketimeMT.so.1')[0];

/** The server's clock jumps by hours, twice while it runs, and is right again after the next start. */
export const clock: FaultKind = {
  name: 'clock',
  target: 'server',
  unavailable: () => (library() ? undefined : 'faketime is not installed'),
  draw: (random) => {
    const jumps = [random.whole(-48, 48), random.whole(-48, 48)].map((hours) => hours * 3_600);
    return {
      maxDurationMs: 5_000,
      detail: `the clock jumps by ${jumps.join(' and ')} s`,
      run: ({ supervisor, directory, affected }) =>
        supervisor.withPlannedExit(async () => {
          const file = join(directory, '..', 'clock');
          const jump = (seconds: number): void => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
          jump(0);
          await supervisor.end('SIGTERM');
          await supervisor.start({
            env: {
              LD_PRELOAD: library()!,
              FAKETIME_TIMESTAMP_FILE: file,
              FAKETIME_NO_CACHE: '1',
              FAKETIME_DONT_FAKE_MONOTONIC: '1',
            },
          });
          for (const actor of affected) actor.wake();
          for (const seconds of jumps) {
            jump(seconds);
            await delay(1_000);
          }
          await supervisor.end('SIGTERM');
        }),
    };
  },
};
