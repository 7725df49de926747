import { readdirSync, readFileSync } from 'node:fs';
import type { History } from '../recording/history.ts';
import type { ResourceUsage } from '../recording/evidence.ts';
import type { Supervisor } from './supervisor.ts';

/** Right after a start or a suspension, event-loop lag is not the server's fault and is not recorded. */
const SAMPLE_INTERVAL_MS = 1_000;
const GRACE_MS = 4_000;

const MAX_MEMORY_BYTES = 256 * 1024 ** 2;
/** Connections that were dropped a moment ago may still be open. */
const MAX_DESCRIPTORS_PER_ATTACKER = 64;

/** Samples the resources of the server's process until it is disposed. */
export function monitorResources(
  supervisor: Supervisor,
  history: History,
  clients: number,
  attackers: number,
): Disposable & { resourceUsage: ResourceUsage } {
  const descriptors = 64 + 4 * clients + MAX_DESCRIPTORS_PER_ATTACKER * attackers;
  const limits = { memoryBytes: MAX_MEMORY_BYTES, descriptors, lagMs: 2_000 };
  const resourceUsage: ResourceUsage = { memoryBytes: [], descriptors: [], lagMs: [], limits };
  let requesting = false;
  const timer = setInterval(() => {
    if (!supervisor.running || supervisor.suspended) return;
    sampleProcess(supervisor.pid, resourceUsage);
    if (requesting) return;
    requesting = true;
    const began = history.now();
    void eventLoopLag(supervisor.http)
      .then((lag) => {
        const calm = supervisor.running && !supervisor.suspended && supervisor.disturbedAt + GRACE_MS < began;
        if (calm && lag !== undefined) resourceUsage.lagMs.push(lag);
      })
      .finally(() => (requesting = false));
  }, SAMPLE_INTERVAL_MS);
  return { resourceUsage, [Symbol.dispose]: () => clearInterval(timer) };
}

function sampleProcess(pid: number, resourceUsage: ResourceUsage): void {
  try {
    // The highest resident memory since its start, so that no moment is missed.
    const resident = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (resident !== undefined) resourceUsage.memoryBytes.push(Number(resident) * 1_024);
    resourceUsage.descriptors.push(readdirSync(`/proc/${pid}/fd`).length);
  } catch {
    // The process has just exited, or this system has no /proc.
  }
}

/** In milliseconds, from the server's metrics, or the duration of a request if they do not contain it. */
async function eventLoopLag(http: string): Promise<number | undefined> {
  try {
    const began = performance.now();
    const metrics = await fetch(`${http}/metrics`, { signal: AbortSignal.timeout(20_000) });
    const seconds = /^nodejs_eventloop_lag_seconds (\S+)$/m.exec(await metrics.text())?.[1];
    return seconds === undefined ? performance.now() - began : Number(seconds) * 1_000;
  } catch {
    return undefined;
  }
}
