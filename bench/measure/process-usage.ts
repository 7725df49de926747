import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Use {
  /** CPU seconds, user and system, all threads. */
  cpu: number;
  /** Bytes of memory that are resident now. */
  memory: number;
}

/** Clock ticks of a second in /proc; the kernel's interface has had 100 on every architecture that runs Node. */
const TICKS = 100;

/** What a process has used, seen from outside. */
export function useOf(pid: number): Use {
  if (process.platform === 'linux') {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, memory: Number(kilobytes) * 1_024 };
  }
  // BSD and macOS: `MM:SS.ss` and kilobytes.
  const { stdout } = spawnSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' });
  const [time = '0:0', kilobytes = '0'] = stdout.trim().split(/\s+/);
  const cpu = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpu, memory: Number(kilobytes) * 1_024 };
}
