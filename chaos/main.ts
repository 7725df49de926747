import { fileURLToPath } from 'node:url';
import { attackKinds } from './attackers/index.ts';
import { runMutants } from './mutants/index.ts';
import { schedule } from './faults/schedule.ts';
import { Random } from './random.ts';
import { table, writeHistory } from './report.ts';
import { run } from './run.ts';
import { readArguments } from '../scripts/command-line.ts';
import { RATE_FACTOR } from './server/rate-factor.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * `pnpm chaos`: many clients record every command, answer and view while faults hit the server and its network;
 * afterwards the recording is compared with the contents of the rooms.
 */
const program = fileURLToPath(new URL('../apps/server/hubbub.js', import.meta.url));
/** Milliseconds allowed after the faults, and in addition for each minute of recording that is checked. */
const CHECK_TIMEOUT_MS = 60_000;
const CHECK_MS_PER_MINUTE = 20_000;
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

// An interrupted run must not leave a server or a mounted disk behind; cleanup runs on exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const chosen = readArguments(readSettings);
const timeoutMs = chosen.minutes * (60_000 + CHECK_MS_PER_MINUTE) + CHECK_TIMEOUT_MS;
setTimeout(() => giveUp(`The run did not finish within ${timeoutMs} ms.`), timeoutMs).unref();
await main(chosen).catch((error: unknown) => giveUp(error instanceof Error ? error.stack! : String(error)));
process.exit();

function giveUp(why: string): never {
  print(`${why}\n\n0 passed, 1 failed`);
  process.exit(1);
}

async function main({ minutes, seed, faults, skipped }: Settings): Promise<void> {
  print(`seed ${seed}: ${minutes} minutes of ${faults.map(({ name }) => name).join(', ') || 'no faults'}`);
  for (const kind of skipped) print(`skipped: ${kind}`);
  const random = new Random(`seed ${seed}`);
  const durationMs = minutes * 60_000;
  const outcome = await run({
    command: (port, data) => [
      process.execPath,
      program,
      ...Object.entries({ port, host: '127.0.0.1', data, limits: RATE_FACTOR }).flatMap(([flag, value]) => [
        `--${flag}`,
        `${value}`,
      ]),
    ],
    attackers: { count: 2, kinds: attackKinds },
    clients: {
      rooms: ['lobby', 'tea', '花园'],
      app: { writers: 10, rate: 9, readers: 0 },
      raw: { writers: 4, rate: 18, readers: 2 },
      plain: { writers: 2, rate: 8, readers: 2 },
    },
    random,
    durationMs,
    faults: (actors) => [
      schedule('server', faults, { random, actors, durationMs }),
      schedule('network', faults, { random, actors, durationMs }),
    ],
    ownFileSystem: faults.some(({ name }) => name === 'disk-full'),
    convergenceTimeoutMs: 10_000,
    readBy: 'database',
  });
  const mutantResults = await runMutants(random.fork('mutants'));
  print(`\n${table(outcome, mutantResults)}\n`);
  const results = [
    ...[...outcome.violations.values()].map((found) => found.length === 0),
    ...mutantResults.map(({ caught }) => caught),
  ];
  const failed = results.filter((good) => !good).length;
  if (failed > 0) {
    const file = await writeHistory(outcome);
    print(`reproduce: pnpm chaos --minutes ${minutes} --seed ${seed}\nthe whole recording: ${file}`);
    process.exitCode = 1;
  }
  print(`${results.length - failed} passed, ${failed} failed`);
}
