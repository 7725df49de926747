import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const program = fileURLToPath(new URL('./support/append-until-killed.ts', import.meta.url));

it('keeps every acknowledged message exactly once, without gaps, after kill -9 at any moment', async () => {
  const directory = temporaryDirectory();
  const acknowledged: { room: string; seq: number; cid: string }[] = [];
  for (const round of [1, 2, 3, 4]) {
    for (const line of await appendAndKill(directory, `round${round}`, 50 + Math.floor(Math.random() * 500))) {
      const [, room = '', seq, cid = ''] = /^(\S+) (\d+) (.+)$/.exec(line) ?? [];
      acknowledged.push({ room, seq: Number(seq), cid });
    }
    const store = await openSqliteStore({
      directory,
      metrics: noMetrics,
      onFatal: (error) => expect.fail(error.message),
    });
    for (const room of ['a', 'b']) {
      const log = await store.eventsAfter(room, 0, 1_000_000);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(await store.head(room)).toBe(log.length);
      expect(new Set(log.map(({ cid }) => cid)).size).toBe(log.length);
      const mine = acknowledged.filter((each) => each.room === room);
      expect(mine.map(({ seq }) => log[seq - 1]?.cid)).toEqual(mine.map(({ cid }) => cid));
      // A retry with the same cid returns the seq of the first.
      const again = await Promise.all(log.map((event) => store.append(event)));
      expect(again.map(({ duplicate, event }) => duplicate && event.seq)).toEqual(log.map(({ seq }) => seq));
    }
    await store.close();
  }
});

/** Kills the program once it has printed this many lines. Returns all lines that it printed before it died. */
async function appendAndKill(directory: string, word: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, directory, word], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (printed.push(line) === lines) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return printed;
}
