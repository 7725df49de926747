import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from './measure/machine.ts';
import type { Results } from './measure/results.ts';
import { report } from './report/report.ts';
import { formatTable, type Table } from './report/table.ts';
import { ratiosTable, targetsTable } from './report/targets.ts';
import { readArguments } from '../scripts/command-line.ts';
import { pinLoad } from './servers/pinning.ts';
import { readSettings, usage } from './settings.ts';

/** `pnpm bench`: measures Hubbub and its peers one after the other, under the same load. */
const root = join(import.meta.dirname, '..');
const settings = readArguments(readSettings);
if (settings.help) {
  console.log(usage);
  process.exit();
}
build();
const machine = describeMachine();
console.log(`${machine.join('\n')}\n`);
pinLoad();

const startedAt = performance.now();
const results: Results = { samples: [], idles: [], storms: [], highestRates: [], fairness: [] };
const tables: Table[] = [];
const show = (table: Table) => {
  tables.push(table);
  console.log(`\n${formatTable(table)}`);
};
const log = (line: string) => console.error(`${Math.round((performance.now() - startedAt) / 1_000)} s: ${line}`);
for (const { run } of settings.scenarios) await run({ ...settings, results, show, log });
[ratiosTable(results), targetsTable(results)].filter((table) => table !== undefined).forEach(show);
const minutes = (performance.now() - startedAt) / 60_000;
if (settings.full) {
  writeFileSync(join(root, 'docs/benchmarks.md'), report(machine, tables, minutes));
  console.log('Wrote docs/benchmarks.md.');
}
console.log(`Finished in ${minutes.toFixed(1)} minutes.`);

/** The server starts from compiled code, as with `pnpm start`. */
function build(): void {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' } as const;
  if (spawnSync(turbo, ['run', 'build', '--output-logs=errors-only'], options).status === 0) return;
  console.error('The build failed. Run `npx -y pnpm build` to see why, then `npx -y pnpm bench` again.');
  process.exit(1);
}
