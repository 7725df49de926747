import { spawnSync } from 'node:child_process';

/** The cores that this process may use; empty where they are unknown or processes cannot be pinned. */
function availableCores(): string[] {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const list = stdout?.split(': ').at(-1)?.trim() ?? '';
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-');
    return /^\d+$/.test(from!)
      ? Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${Number(from) + i}`)
      : [];
  });
}

const [serverCore, loadCore] = availableCores();

/** Whether server and load generator have a core each. Otherwise they share them, and the report says so. */
export const pinned = loadCore !== undefined;

/** Prefix of a server's command that keeps all of its threads on the first core. */
export const onServerCore: readonly string[] = pinned ? ['taskset', '-c', serverCore!] : [];

/** Keeps all threads of this process on the second core. */
export function pinLoad(): void {
  if (loadCore !== undefined) spawnSync('taskset', ['-a', '-cp', loadCore, String(process.pid)]);
}
