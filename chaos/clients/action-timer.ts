import type { Actor } from './actor.ts';
import type { Writer } from './workload.ts';

/** Somebody who was kept from acting for longer than this, in ms, does not make up for it. */
const LATE = 1_000;

/** Lets somebody act at the times that the dice say. Returns what ends it. */
export function keepActing(actor: Actor, writer: Writer): () => void {
  let due = performance.now() + writer.pause();
  let timer: NodeJS.Timeout;
  const act = (): void => {
    const now = performance.now();
    due = Math.max(due, now - LATE);
    for (; due <= now; due += writer.pause()) actor.act();
    timer = setTimeout(act, due - now);
  };
  timer = setTimeout(act, due - performance.now());
  return () => clearTimeout(timer);
}
