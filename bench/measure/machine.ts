import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { median, tenths } from '../report/figures.ts';
import { pinned } from '../servers/pinning.ts';
import { dataDirectory } from '../servers/server-process.ts';

/** Where it ran, a line each, without a name or a path of the machine. */
export function machine(): string[] {
  mkdirSync(dataDirectory, { recursive: true });
  return [
    `Processor: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `System: ${type()} ${release()}, Node ${process.versions.node}`,
    `Store: SQLite on ${fileSystem()}, where writing 4 KiB and flushing them takes ${tenths(flush())} ms (median)`,
    pinned
      ? 'Each server is held to one core, the load generator to another.'
      : 'Without `taskset`, or on one core: servers and load generator share what there is, and the figures are of both.',
  ];
}

function fileSystem(): string {
  const { status, stdout } = spawnSync('df', ['-T', dataDirectory], { encoding: 'utf8' });
  return (status === 0 ? stdout.trim().split('\n').at(-1)?.split(/\s+/)[1] : undefined) ?? 'a file system unknown';
}

/** In ms: an acknowledgement waits for at least one of these. */
function flush(): number {
  const file = join(dataDirectory, `flush-${process.pid}`);
  const page = Buffer.alloc(4_096);
  const opened = openSync(file, 'w');
  const times = Array.from({ length: 50 }, () => {
    const began = performance.now();
    writeSync(opened, page);
    fsyncSync(opened);
    return performance.now() - began;
  });
  closeSync(opened);
  rmSync(file);
  return median(times);
}
