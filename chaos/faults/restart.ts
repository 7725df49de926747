import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** As an operator does it: SIGTERM, wait, start. */
export const restart: FaultKind = {
  name: 'restart',
  target: 'server',
  draw: (random, actors) => {
    const awake = drawSome(random, actors);
    return {
      lasts: 2_000,
      detail: 'SIGTERM',
      run: (stage) =>
        stage.host.own(async () => {
          await stage.host.end('SIGTERM');
          await stage.host.start();
          for (const actor of who(awake, stage)) actor.wake();
        }),
    };
  },
};
