import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `pnpm test`: all checks and tests, the cheapest first. It continues after a failure, so that one run reports every
 * failure, and ends with one line: `N passed, N failed`.
 */
interface Counts {
  passed: number;
  failed: number;
}

const root = join(import.meta.dirname, '..');
const results = mkdtempSync(join(tmpdir(), 'hubbub-results-'));
const total: Counts = { passed: 0, failed: 0 };

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n> ${[command, ...args].join(' ')}\n`);
  const options = {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  } as const;
  return spawnSync(command, args, options).status === 0;
}

/** A step without counts of its own counts once, as does a failed step that reports no failed test. */
function count(succeeded: boolean, read: () => Counts = () => ({ passed: 1, failed: 0 })): void {
  let counts: Counts;
  try {
    counts = read();
  } catch {
    counts = { passed: 0, failed: 1 };
  }
  total.passed += succeeded || counts.failed > 0 ? counts.passed : 0;
  total.failed += succeeded ? counts.failed : Math.max(1, counts.failed);
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(results, file), 'utf8'));

count(run('turbo', ['run', 'build', '--output-logs=errors-only']));
count(run('turbo', ['run', 'check', 'lint', 'format:check', 'hygiene', 'size', '--output-logs=errors-only']));
count(
  run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`]),
  () => {
    const { numPassedTests, numFailedTests } = json('vitest.json') as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: numPassedTests, failed: numFailedTests };
  },
);
const chaos = spawnSync(process.execPath, [join(root, 'chaos/main.ts'), '--minutes', '1', '--seed', '1'], {
  cwd: root,
  stdio: ['inherit', 'pipe', 'inherit'],
  encoding: 'utf8',
});
console.log(`\n> chaos --minutes 1 --seed 1\n\n${chaos.stdout}`);
count(chaos.status === 0, () => {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(chaos.stdout)!;
  return { passed: Number(passed), failed: Number(failed) };
});
count(
  run('pnpm', ['--dir', 'e2e', 'run', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'playwright.json'),
  }),
  () => {
    const { stats } = json('playwright.json') as { stats: { expected: number; unexpected: number; flaky: number } };
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  },
);

rmSync(results, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
