import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** Lines that are late, or thin, for a while. */
export const slow: FaultKind = {
  name: 'slow',
  target: 'lines',
  draw: (random, actors) => {
    const met = drawSome(random, actors);
    const lateness = random.whole(20, 600);
    const rate = random.whole(4, 40) * 1_024;
    const thin = random.chance(0.5);
    const lasts = random.whole(2_000, 8_000);
    return {
      lasts,
      detail: `${met.length} lines ${thin ? `with ${rate} bytes/s` : `${lateness} ms late`} for ${lasts} ms`,
      run: async (stage) => {
        const lines = who(met, stage).map(({ line }) => line);
        for (const line of lines) {
          if (thin) line.rate = rate;
          else line.lateness = lateness;
        }
        await delay(lasts);
        for (const line of lines) {
          line.rate = 0;
          line.lateness = 0;
        }
      },
    };
  },
};
