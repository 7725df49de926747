import { fileURLToPath } from 'node:url';
import { runControls } from './mutants/index.ts';
import { plan } from './faults/schedule.ts';
import { Random } from './random.ts';
import { table, writeHistory } from './report.ts';
import { run } from './run.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * `pnpm chaos`: many clients write down all that they ask for, are answered and are shown while the server and the
 * lines to it meet every fault that can be had; afterwards all of it is compared with what the rooms hold.
 */
const program = fileURLToPath(new URL('../apps/server/hubbub.js', import.meta.url));
/** What comes after the faults is done within so many ms, and so many more for each minute that must be looked at. */
const PATIENCE = 60_000;
const LOOKING = 20_000;
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

// Whoever gives up must not leave a server or a mounted disk behind: what must be cleaned up waits for the exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const chosen = settings();
const late = chosen.minutes * (60_000 + LOOKING) + PATIENCE;
setTimeout(() => giveUp(`It did not come to an end within ${late} ms.`), late).unref();
await main(chosen).catch((error: unknown) => giveUp(error instanceof Error ? error.stack! : String(error)));
process.exit();

function giveUp(why: string): never {
  say(`${why}\n\n0 passed, 1 failed`);
  process.exit(1);
}

async function main({ minutes, seed, faults, skipped }: Settings): Promise<void> {
  say(`seed ${seed}: ${minutes} minutes of ${faults.map(({ name }) => name).join(', ') || 'no faults'}`);
  for (const kind of skipped) say(`skipped: ${kind}`);
  const random = new Random(`seed ${seed}`);
  const lasts = minutes * 60_000;
  const outcome = await run({
    command: (port, data) => [process.execPath, program, '--port', `${port}`, '--host', '127.0.0.1', '--data', data],
    crew: {
      rooms: ['lobby', 'tea', '花园'],
      app: { count: 10, rate: 9 },
      raw: { count: 4, rate: 18, readers: 2 },
      plain: { count: 2, rate: 8, readers: 2 },
    },
    random,
    lasts,
    faults: (actors) => [
      plan('server', faults, { random, actors, lasts }),
      plan('lines', faults, { random, actors, lasts }),
    ],
    disk: faults.some(({ name }) => name === 'disk-full'),
    convergesWithin: 10_000,
    readBy: 'database',
  });
  const verdicts = await runControls(random.fork('controls'));
  say(`\n${table(outcome, verdicts)}\n`);
  const results = [
    ...[...outcome.violations.values()].map((found) => found.length === 0),
    ...verdicts.map(({ caught }) => caught),
  ];
  const failed = results.filter((good) => !good).length;
  if (failed > 0) {
    const file = await writeHistory(outcome.evidence.history, outcome.violations);
    say(`again: pnpm chaos --minutes ${minutes} --seed ${seed}\nthe whole history: ${file}`);
    process.exitCode = 1;
  }
  say(`${results.length - failed} passed, ${failed} failed`);
}

function settings(): Settings {
  try {
    return readSettings(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
