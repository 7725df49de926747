import type { Actor } from './actor.ts';
import type { Workload } from './workload.ts';

/** An actor that is later than this does not catch up. */
const MAX_LAG_MS = 1_000;

/** Lets the actor act at the times of its workload. Returns a function that stops it. */
export function startActing(actor: Actor, workload: Workload): () => void {
  let due = performance.now() + workload.nextDelayMs();
  let timer: NodeJS.Timeout;
  const act = (): void => {
    const now = performance.now();
    due = Math.max(due, now - MAX_LAG_MS);
    for (; due <= now; due += workload.nextDelayMs()) actor.act();
    timer = setTimeout(act, due - now);
  };
  timer = setTimeout(act, due - performance.now());
  return () => clearTimeout(timer);
}
