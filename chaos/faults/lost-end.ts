import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readDatabase } from '../recording/database.ts';
import { evidenceOf } from '../recording/evidence.ts';
import type { Fault, FaultKind } from './fault.ts';

/** What the dead server sent must have been received or dropped, because it is about events that do not exist any more. */
const LAST_LINES_MS = 100;

/** A copy of the database is put back after a while, with the same epoch: the newest events are lost (LOG-5). */
export const lostEnd: FaultKind = {
  name: 'lost-end',
  target: 'server',
  draw: (random) => loseEnd(random.whole(100, 1_500)),
};

/** The events of the last `lastsMs` are lost. */
export function loseEnd(lastsMs: number): Fault {
  return {
    maxDurationMs: lastsMs + LAST_LINES_MS,
    detail: `the events of ${lastsMs} ms`,
    run: ({ supervisor, actors, rooms, history, directory, checkNow }) =>
      supervisor.withPlannedExit(async () => {
        const copy = mkdtempSync(join(tmpdir(), 'hubbub-chaos-copy-'));
        supervisor.suspend();
        copyDatabase(directory, copy);
        supervisor.resume();
        await delay(lastsMs);
        await supervisor.end('SIGKILL');
        for (const { proxy } of actors) proxy.reset();
        await delay(LAST_LINES_MS);
        checkNow();
        copyDatabase(copy, directory);
        rmSync(copy, { recursive: true });
        history.endLost(evidenceOf({ history, log: readDatabase(directory, rooms) }));
      }),
  };
}

/** As a killed server leaves it: the -wal is applied when the copy is opened. */
function copyDatabase(from: string, to: string): void {
  for (const file of ['hubbub.db', 'hubbub.db-wal', 'hubbub.db-shm']) {
    rmSync(join(to, file), { force: true });
    if (!file.endsWith('-shm') && existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
  }
}
