import { setTimeout as delay } from 'node:timers/promises';
import { actorsAt, type FaultKind } from './fault.ts';

/** Messages of 8 KB that are sent meanwhile: more than all buffers on the way hold. */
const FLOOD_MESSAGES = 700;

/** Some clients stop reading while another one floods the room: they lag, and must catch up from the log. */
export const unread: FaultKind = {
  name: 'unread',
  target: 'network',
  draw: (random, actors) => {
    const all = Array.from({ length: actors }, (_, index) => index);
    const affected = random.sample(all, random.whole(1, 4));
    const lasts = random.whole(2_000, 7_000);
    const writes = random.next();
    return {
      maxDurationMs: lasts,
      detail: `${affected.length} clients that do not read for ${lasts} ms, and ${FLOOD_MESSAGES} long messages`,
      run: async (context) => {
        const readers = actorsAt(affected, context);
        for (const { proxy } of readers) proxy.hold('down');
        const writers = context.actors.filter((actor) => actor.flood && !readers.includes(actor));
        writers[Math.floor(writes * writers.length)]?.flood?.(FLOOD_MESSAGES);
        await delay(lasts);
        for (const { proxy } of readers) proxy.release();
      },
    };
  },
};
