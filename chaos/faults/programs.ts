import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function hasProgram(name: string): boolean {
  const path = process.env['PATH'] ?? '';
  return path.split(':').some((folder) => existsSync(`${folder}/${name}`));
}

/** Throws with the program's error output if it fails. */
export function runProgram(name: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
