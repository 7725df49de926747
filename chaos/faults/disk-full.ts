import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { hasProgram, runProgram } from './programs.ts';

/** The data is on a file system of its own, which is shrunk to the size of its contents. */
export const diskFull: FaultKind = {
  name: 'disk-full',
  target: 'server',
  unavailable: () => {
    if (process.getuid?.() !== 0) return 'mounting a file system needs root';
    if (process.platform !== 'linux' || !hasProgram('mount')) return 'mount is not installed';
    return tryMounting();
  },
  draw: (random) => {
    const lastsMs = random.whole(1_000, 5_000);
    return {
      maxDurationMs: lastsMs,
      detail: `no space left for ${lastsMs} ms`,
      run: ({ supervisor, history, directory }) =>
        supervisor.withPlannedExit(async () => {
          const from = history.now();
          fillDisk(directory);
          await delay(lastsMs);
          resizeDisk(directory, ROOMY);
          history.diskFullIntervals.push({ from, to: history.now() });
          // The server may have exited by itself if the outcome of a write was unknown.
          if (!supervisor.running) history.recordIncident('exited by itself', 'while the disk was full');
        }),
    };
  },
};

const ROOMY = 4 * 1024 ** 3;
const MARGIN = 64 * 1024;

/** Root inside a container may not be allowed to mount. */
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

/** Throws if this machine does not allow it. */
export function mountDisk(directory: string): void {
  runProgram('mount', '-t', 'tmpfs', '-o', `size=${ROOMY}`, 'tmpfs', directory);
}

export function unmountDisk(directory: string): void {
  runProgram('umount', '-l', directory);
}

/** The server writes meanwhile, and a file system cannot be shrunk below its contents, so this retries. */
export function fillDisk(directory: string): void {
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
