import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessUsage {
  /** User and system time of all threads. */
  cpuSeconds: number;
  /** Resident memory. */
  memoryBytes: number;
  /** The highest resident memory so far; the current one where the system does not keep it. */
  peakMemoryBytes: number;
}

/** The unit of CPU time in /proc: 100 on every architecture that runs Node. */
const TICKS_PER_SECOND = 100;

export function readProcessUsage(pid: number): ProcessUsage {
  if (process.platform === 'linux') {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (line: RegExp) => Number(line.exec(status)?.[1]) * 1_024;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      memoryBytes: bytes(/^VmRSS:\s+(\d+)/m),
      peakMemoryBytes: bytes(/^VmHWM:\s+(\d+)/m),
    };
  }
  // BSD and macOS print `MM:SS.ss` and kilobytes.
  const { stdout } = spawnSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' });
  const [time = '0:0', kilobytes = '0'] = stdout.trim().split(/\s+/);
  const cpuSeconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const memoryBytes = Number(kilobytes) * 1_024;
  return { cpuSeconds, memoryBytes, peakMemoryBytes: memoryBytes };
}
