import { spawnSync } from 'node:child_process';

/** The cores this process may use, or none when that cannot be known or chosen here. */
function cores(): string[] {
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

const [serverCore, loadCore] = cores();

/** Whether server and load have a core each. Without it the figures are of a shared machine, and the report says so. */
export const pinned = loadCore !== undefined;

/** Before a server's command: it and all its threads stay on the first core. */
export const onServerCore: readonly string[] = pinned ? ['taskset', '-c', serverCore!] : [];

/** This process and all its threads stay on the second core. */
export function pinLoad(): void {
  if (loadCore !== undefined) spawnSync('taskset', ['-a', '-cp', loadCore, String(process.pid)]);
}
