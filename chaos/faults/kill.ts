import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** `kill -9`, and a start right after it; some of the clients notice at once that the server is back. */
export const kill: FaultKind = {
  name: 'kill',
  target: 'server',
  draw: (random, actors) => {
    const times = random.chance(0.2) ? 2 : 1;
    const awake = drawSome(random, actors);
    return {
      lasts: 1_000 * times,
      detail: times === 1 ? 'SIGKILL' : 'SIGKILL, and again right after the start',
      run: (stage) =>
        stage.host.own(async () => {
          for (let i = 0; i < times; i++) {
            await stage.host.end('SIGKILL');
            await stage.host.start();
          }
          for (const actor of who(awake, stage)) actor.wake();
        }),
    };
  },
};
