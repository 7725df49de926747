import type { Random } from '../random.ts';
import type { Fault, FaultKind } from './fault.ts';

/** Range of milliseconds between the end of a fault and the next one of the same target. */
const PAUSES_MS = { server: [2_500, 6_500], network: [1_500, 5_000] } as const;

export interface ScheduledFault {
  /** Milliseconds after the end of the previous fault. */
  pauseMs: number;
  kind: FaultKind;
  fault: Fault;
  /** The indexes of the affected clients. */
  affected: readonly number[];
}

/** The faults of one target that fit into `durationMs`. The same random source gives the same schedule. */
export function schedule(
  target: FaultKind['target'],
  kinds: readonly FaultKind[],
  options: { random: Random; actors: number; durationMs: number },
): ScheduledFault[] {
  const { actors, durationMs } = options;
  const random = options.random.fork(target);
  const ofTarget = kinds.filter((kind) => kind.target === target);
  const scheduled: ScheduledFault[] = [];
  const [minPauseMs, maxPauseMs] = PAUSES_MS[target];
  let bag: FaultKind[] = [];
  for (let at = 0; ofTarget.length > 0;) {
    // Each kind comes once before any is repeated, so that a short run has as many kinds as possible.
    if (bag.length === 0) bag = [...ofTarget];
    const [kind] = bag.splice(random.whole(0, bag.length - 1), 1);
    const ofFault = random.fork(`fault ${scheduled.length}`);
    const affected = drawActors(ofFault, actors);
    const fault = kind!.draw(ofFault);
    const pauseMs = random.whole(minPauseMs, maxPauseMs);
    at += pauseMs + fault.maxDurationMs;
    if (at > durationMs) break;
    scheduled.push({ pauseMs, kind: kind!, fault, affected });
  }
  return scheduled;
}

/** One, several or all. */
function drawActors(random: Random, actors: number): number[] {
  const count = random.chance(0.2) ? actors : random.whole(1, Math.max(1, Math.ceil(actors / 2)));
  return random.sample([...Array(actors).keys()], count);
}
