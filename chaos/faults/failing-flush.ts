import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { hasProgram, runProgram } from './programs.ts';

/** The server must exit within this time. */
const STOP_TIMEOUT_MS = 10_000;

/** Every flush to disk fails: the server must exit without acknowledging anything more; then it is restarted. */
export const failingFlush: FaultKind = {
  name: 'failing-flush',
  target: 'server',
  unavailable: () => (hasProgram('fiu-run') && hasProgram('fiu-ctrl') ? undefined : 'fiu-run is not installed'),
  draw: () => ({
    maxDurationMs: 4_000,
    detail: 'fsync and fdatasync fail',
    run: ({ supervisor, history, actors, directory }) =>
      supervisor.withPlannedExit(async () => {
        const control = join(directory, '..', 'fiu');
        await supervisor.end('SIGTERM');
        await supervisor.start({ prefix: ['fiu-run', '-x', '-f', control] });
        for (const actor of actors) actor.wake();
        await Promise.race([history.nextAck(), delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
        for (const call of ['fsync', 'fdatasync'])
          runProgram('fiu-ctrl', '-c', `enable name=posix/io/sync/${call}`, `${control}-${supervisor.pid}`);
        const from = history.now();
        const exit = await supervisor.ended(STOP_TIMEOUT_MS);
        if (exit?.code === 1) history.recordIncident('exited by itself', exit.stderr);
        else
          supervisor.unexpectedExits.push(
            `with failing flushes the server ${exit ? `exited with ${exit.code}` : 'kept running'}`,
          );
        if (!exit) await supervisor.end('SIGKILL');
        history.failedFlushIntervals.push({ from, to: history.now() });
      }),
  }),
};
