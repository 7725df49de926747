import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';

/** Messages of 8 KB that are sent meanwhile: more than all buffers on the way hold. */
const FLOOD_MESSAGES = 700;
const MAX_READERS = 4;

/** Some clients stop reading while the others flood the room: they lag, and must catch up from the log. */
export const unread: FaultKind = {
  name: 'unread',
  target: 'network',
  draw: (random) => {
    const lastsMs = random.whole(2_000, 7_000);
    return {
      maxDurationMs: lastsMs,
      detail: `up to ${MAX_READERS} of them do not read for ${lastsMs} ms, and ${FLOOD_MESSAGES} long messages`,
      run: async ({ affected, actors }) => {
        const readers = random.sample(affected, MAX_READERS);
        for (const { proxy } of readers) proxy.hold('down');
        const writers = actors.filter((actor) => actor.flood && !readers.includes(actor));
        // Together, because one of them alone would be refused for its rate.
        for (const writer of writers) writer.flood?.(Math.ceil(FLOOD_MESSAGES / writers.length));
        await delay(lastsMs);
        for (const { proxy } of readers) proxy.release();
      },
    };
  },
};
