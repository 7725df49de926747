import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { hasProgram, runProgram } from './programs.ts';
import { drawSome, who } from './some.ts';

/** The data lies on a file system of its own whose size can be changed: it is made as small as what is in it. */
export const diskFull: FaultKind = {
  name: 'disk-full',
  target: 'server',
  missing: () => {
    if (process.getuid?.() !== 0) return 'mounting a file system takes root';
    if (process.platform !== 'linux' || !hasProgram('mount')) return 'there is no mount';
    return tryMounting();
  },
  draw: (random, actors) => {
    const lasts = random.whole(1_000, 5_000);
    const awake = drawSome(random, actors);
    return {
      lasts,
      detail: `no space left for ${lasts} ms`,
      run: (stage) =>
        stage.host.own(async () => {
          const from = stage.history.now();
          fillDisk(stage.directory);
          await delay(lasts);
          resizeDisk(stage.directory, ROOMY);
          stage.history.full.push({ from, to: stage.history.now() });
          // It may have stopped by itself, where it could not know what was written.
          if (!stage.host.running) stage.history.mark('ended by itself', 'while the disk was full');
          for (const actor of who(awake, stage)) actor.wake();
        }),
    };
  },
};

const ROOMY = 4 * 1024 ** 3;
const MARGIN = 64 * 1024;

/** Root of a container may not be allowed to. */
function tryMounting(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'hubbub-chaos-mount-'));
  try {
    mountDisk(directory);
    unmountDisk(directory);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  } finally {
    rmdirSync(directory);
  }
}

/** Throws where this machine does not allow it. */
export function mountDisk(directory: string): void {
  runProgram('mount', '-t', 'tmpfs', '-o', `size=${ROOMY}`, 'tmpfs', directory);
}

export function unmountDisk(directory: string): void {
  runProgram('umount', '-l', directory);
}

/** Somebody writes meanwhile, and a file system cannot be made smaller than what is in it. */
function fillDisk(directory: string): void {
  for (let tries = 0; ; tries++) {
    try {
      return resizeDisk(directory, usedBytes(directory) + tries * MARGIN);
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

function resizeDisk(directory: string, bytes: number): void {
  runProgram('mount', '-o', `remount,size=${bytes}`, directory);
}

function usedBytes(directory: string): number {
  const { blocks, bfree, bsize } = statfsSync(directory);
  return (blocks - bfree) * bsize;
}
