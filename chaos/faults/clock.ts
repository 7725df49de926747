import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

const library = (): string | undefined => globSync('/usr/lib/{,*/}faketime/libfaketimeMT.so.1')[0];

/** The server's clock jumps twice while it runs, by hours, and is right again after the next start. */
export const clock: FaultKind = {
  name: 'clock',
  target: 'server',
  missing: () => (library() ? undefined : 'there is no faketime'),
  draw: (random, actors) => {
    const jumps = [random.whole(-48, 48), random.whole(-48, 48)].map((hours) => hours * 3_600);
    const awake = drawSome(random, actors);
    return {
      lasts: 5_000,
      detail: `the clock jumps by ${jumps.join(' and ')} s`,
      run: (stage) =>
        stage.host.own(async () => {
          const file = join(stage.directory, '..', 'clock');
          const jump = (seconds: number): void => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
          jump(0);
          await stage.host.end('SIGTERM');
          await stage.host.start({
            env: {
              LD_PRELOAD: library()!,
              FAKETIME_TIMESTAMP_FILE: file,
              FAKETIME_NO_CACHE: '1',
              FAKETIME_DONT_FAKE_MONOTONIC: '1',
            },
          });
          for (const actor of who(awake, stage)) actor.wake();
          for (const seconds of jumps) {
            jump(seconds);
            await delay(1_000);
          }
          await stage.host.end('SIGTERM');
          await stage.host.start();
          for (const actor of who(awake, stage)) actor.wake();
        }),
    };
  },
};
