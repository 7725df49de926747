import { spawnSync } from 'node:child_process';

/** How often to look whether the package manager is still running. */
const INTERVAL_MS = 1_000;

/** `npx -y pnpm start` runs npm, a shell, pnpm, a shell, and this process. */
const packageManager = /^(\S*\/)?(npm|npx|pnpm)( |$)|^\S*node\S* (\S+ )*\S*\/(npm-cli|npx-cli|pnpm)\.[cm]?js( |$)/;
const shell = /^(\S*\/)?\w*sh -c /;

/**
 * Stops this process, as SIGTERM does, when the npx or pnpm that started it has ended. npx passes signals on to its shell
 * only, so after a `kill` of npx, pnpm and the server would continue with the port and the data.
 */
export function stopWithPackageManager() {
  const pid = outermostPackageManager();
  if (pid === undefined) return;
  const timer = setInterval(() => {
    if (isRunning(pid)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MS);
  timer.unref();
}

/** Undefined when this process was started in another way, or where there is no `ps`. */
function outermostPackageManager() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const parents = new Map();
  const commands = new Map();
  for (const [, pid, parent, command] of (stdout ?? '').matchAll(/^ *(\d+) +(\d+) (.*)$/gm)) {
    parents.set(Number(pid), Number(parent));
    commands.set(Number(pid), command);
  }
  let found;
  for (let pid = process.ppid; commands.has(pid); pid = parents.get(pid)) {
    const command = commands.get(pid);
    if (packageManager.test(command)) found = pid;
    else if (!shell.test(command)) break;
  }
  return found;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
