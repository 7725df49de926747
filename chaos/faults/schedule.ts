import type { Random } from '../random.ts';
import type { Fault, FaultKind } from './fault.ts';

/** Milliseconds between the end of one fault and the next one of the same target. */
const PAUSES = { server: [2_500, 6_500], lines: [1_500, 5_000] } as const;

export interface Planned {
  /** Milliseconds after the end of the one before. */
  pause: number;
  kind: FaultKind;
  fault: Fault;
}

/** What happens to one target in so many milliseconds. The same dice give the same schedule. */
export function plan(
  target: FaultKind['target'],
  kinds: readonly FaultKind[],
  options: { random: Random; actors: number; lasts: number },
): Planned[] {
  const { actors, lasts } = options;
  const random = options.random.fork(target);
  const mine = kinds.filter((kind) => kind.target === target);
  const planned: Planned[] = [];
  const [least, most] = PAUSES[target];
  let bag: FaultKind[] = [];
  for (let at = 0; mine.length > 0;) {
    // Each kind once before any comes again: a short run has as many as possible.
    if (bag.length === 0) bag = [...mine];
    const [kind] = bag.splice(random.whole(0, bag.length - 1), 1);
    const fault = kind!.draw(random.fork(`fault ${planned.length}`), actors);
    const pause = random.whole(least, most);
    at += pause + fault.lasts;
    if (at > lasts) break;
    planned.push({ pause, kind: kind!, fault });
  }
  return planned;
}
