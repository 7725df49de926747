import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether the machine has this program. */
export function hasProgram(name: string): boolean {
  const path = process.env['PATH'] ?? '';
  return path.split(':').some((folder) => existsSync(`${folder}/${name}`));
}

/** Rejects with what it said when it fails. */
export function runProgram(name: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
