import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './measure/machine.ts';
import { pinLoad } from './servers/pinning.ts';
import { report } from './report/report.ts';
import type { Results } from './measure/results.ts';
import { readSettings, type Settings } from './settings.ts';
import { printed, type Table } from './report/table.ts';
import { ratiosTable, targetsTable } from './report/targets.ts';

const root = join(import.meta.dirname, '..');

/** `pnpm bench`: Hubbub beside its peers, one after the other, under the same load. */
const chosen = settings();
build();
const lines = machine();
console.log(`${lines.join('\n')}\n`);
pinLoad();

const began = performance.now();
const results: Results = { spans: [], idles: [], storms: [], highests: [] };
const tables: Table[] = [];
const show = (table: Table) => {
  tables.push(table);
  console.log(`\n${printed(table)}`);
};
const say = (line: string) => console.error(`${Math.round((performance.now() - began) / 1_000)} s … ${line}`);
for (const { run } of chosen.scenarios) await run({ ...chosen, results, show, say });
[ratiosTable(results), targetsTable(results)].filter((table) => table !== undefined).forEach(show);
const minutes = (performance.now() - began) / 60_000;
if (chosen.full) {
  const text = report({ date: new Date(), machine: lines, tables, minutes });
  writeFileSync(join(root, 'docs/benchmarks.md'), text);
  console.log('Written to docs/benchmarks.md.');
}
console.log(`${minutes.toFixed(1)} minutes.`);

function settings(): Settings {
  try {
    return readSettings(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** The server starts from compiled code, as `pnpm start` does it. */
function build(): void {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' } as const;
  if (spawnSync(turbo, ['run', 'build', '--output-logs=errors-only'], options).status === 0) return;
  console.error(
    'The server could not be built. Start this with `npx -y pnpm bench`; `npx -y pnpm build` says what is wrong.',
  );
  process.exit(1);
}
