import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { who } from './some.ts';

/** Long messages of 8 KB that are sent meanwhile: more than all the buffers on the way hold. */
const FLOOD = 700;

/** Readers that stop reading for a while, and somebody who writes so much that it must wait for them in the log. */
export const unread: FaultKind = {
  name: 'unread',
  target: 'lines',
  draw: (random, actors) => {
    const all = Array.from({ length: actors }, (_, index) => index);
    const met = random.some(all, random.whole(1, 4));
    const lasts = random.whole(2_000, 7_000);
    const writes = random.next();
    return {
      lasts,
      detail: `${met.length} readers that do not read for ${lasts} ms, and ${FLOOD} long messages`,
      run: async (stage) => {
        const readers = who(met, stage);
        for (const { line } of readers) line.hold('down');
        const writers = stage.actors.filter((actor) => actor.flood && !readers.includes(actor));
        writers[Math.floor(writes * writers.length)]?.flood?.(FLOOD);
        await delay(lasts);
        for (const { line } of readers) line.release();
      },
    };
  },
};
