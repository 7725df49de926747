import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { hasProgram, runProgram } from './programs.ts';
import { drawSome, who } from './some.ts';

/** Milliseconds within which the server must have stopped. */
const STOPS_WITHIN = 10_000;

/** Every flush to disk fails: the server must end without acknowledging anything more, and is started anew. */
export const failingFlush: FaultKind = {
  name: 'failing-flush',
  target: 'server',
  missing: () => (hasProgram('fiu-run') && hasProgram('fiu-ctrl') ? undefined : 'there is no fiu-run'),
  draw: (random, actors) => {
    const awake = drawSome(random, actors);
    return {
      lasts: 4_000,
      detail: 'fsync and fdatasync fail',
      run: (stage) =>
        stage.host.own(async () => {
          const { host, history } = stage;
          const control = join(stage.directory, '..', 'fiu');
          await host.end('SIGTERM');
          await host.start({ before: ['fiu-run', '-x', '-f', control] });
          for (const actor of stage.actors) actor.wake();
          await Promise.race([history.nextAck(), delay(STOPS_WITHIN, undefined, { ref: false })]);
          for (const call of ['fsync', 'fdatasync'])
            runProgram('fiu-ctrl', '-c', `enable name=posix/io/sync/${call}`, `${control}-${host.pid}`);
          const from = history.now();
          const exit = await host.ended(STOPS_WITHIN);
          if (exit?.code === 1) history.mark('ended by itself', exit.said);
          else host.surprises.push(`with failing flushes the server ${exit ? `ended with ${exit.code}` : 'went on'}`);
          if (!exit) await host.end('SIGKILL');
          history.unflushed.push({ from, to: history.now() });
          await host.start();
          for (const actor of who(awake, stage)) actor.wake();
        }),
    };
  },
};
