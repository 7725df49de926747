import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { median, tenths } from '../report/figures.ts';
import { pinned } from '../servers/pinning.ts';
import { dataDirectory } from '../servers/measured-server.ts';

/** Describes the hardware and system in a few lines, without names or paths of the machine. */
export function describeMachine(): string[] {
  mkdirSync(dataDirectory, { recursive: true });
  return [
    `Processor: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `System: ${type()} ${release()}, Node ${process.versions.node}`,
    `Store: SQLite on ${fileSystem()}, where writing and flushing 4 KiB takes ${tenths(medianFlushMs())} ms (median)`,
    pinned
      ? 'Each server is pinned to one core, the load generator to another.'
      : 'Servers and load generator are not pinned (no `taskset`, or one core only), so the figures include both.',
  ];
}

function fileSystem(): string {
  const { status, stdout } = spawnSync('df', ['-T', dataDirectory], { encoding: 'utf8' });
  return (status === 0 ? stdout.trim().split('\n').at(-1)?.split(/\s+/)[1] : undefined) ?? 'an unknown file system';
}

/** An acknowledgement waits for at least one flush. */
function medianFlushMs(): number {
  const file = join(dataDirectory, `flush-${process.pid}`);
  const page = Buffer.alloc(4_096);
  const descriptor = openSync(file, 'w');
  const times = Array.from({ length: 50 }, () => {
    const startedAt = performance.now();
    writeSync(descriptor, page);
    fsyncSync(descriptor);
    return performance.now() - startedAt;
  });
  closeSync(descriptor);
  rmSync(file);
  return median(times);
}
