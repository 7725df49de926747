import { readdirSync, readFileSync } from 'node:fs';
import type { History } from '../recording/history.ts';
import type { Load } from '../recording/resource-usage.ts';
import type { Host } from './supervisor.ts';

/** Milliseconds. Whoever was just started, or put to sleep, has reason to be late. */
const EVERY = 1_000;
const EXCUSED = 4_000;

/** Writes down what the server's process takes, as the system tells it. Returns what ends it. */
export function watchLoad(host: Host, history: History, load: Load): () => void {
  let asking = false;
  const timer = setInterval(() => {
    if (!host.running || host.suspended) return;
    look(host.pid, load);
    if (asking) return;
    asking = true;
    const began = history.now();
    void eventLoopLag(host.http)
      .then((lag) => {
        const calm = host.running && !host.suspended && host.disturbedAt + EXCUSED < began;
        if (calm && lag !== undefined) load.lag.push(lag);
      })
      .finally(() => (asking = false));
  }, EVERY);
  return () => clearInterval(timer);
}

function look(pid: number, load: Load): void {
  try {
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (resident !== undefined) load.memory.push(Number(resident) * 1_024);
    load.descriptors.push(readdirSync(`/proc/${pid}/fd`).length);
  } catch {
    // It has just ended, or this system has no /proc.
  }
}

/** Milliseconds: as the server measures it, and where it does not, as long as its shortest answer took. */
async function eventLoopLag(http: string): Promise<number | undefined> {
  try {
    const began = performance.now();
    const signal = AbortSignal.timeout(20_000);
    const metrics = await fetch(`${http}/metrics`, { signal });
    const text = await metrics.text();
    const found = /^\w*event_?loop_?lag_?(?:p99_|max_)?seconds(?:\{[^}]*\})? ([\d.e+-]+)$/im.exec(text)?.[1];
    return metrics.ok && found !== undefined ? Number(found) * 1_000 : performance.now() - began;
  } catch {
    return undefined;
  }
}
