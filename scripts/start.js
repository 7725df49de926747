// `pnpm start`: builds what changed, silently unless that fails, and becomes the server. It is JavaScript for the same
// reason as the launcher that it imports: the server's process must never load Node's type stripper.
import { spawnSync } from 'node:child_process';
import { stopWithPackageManager } from './package-manager.js';

const shell = process.platform === 'win32';
if (process.stdout.isTTY) process.stdout.write('  Building …');
const build = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only'], { encoding: 'utf8', shell });
if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}${build.stderr}hubbub: The build failed, see above.\n`);
  process.exit(1);
}
stopWithPackageManager();
await import('../apps/server/hubbub.js');
