import { setTimeout as delay } from 'node:timers/promises';
import { drawActors, actorsAt, type FaultKind } from './fault.ts';

/** Connections with high latency or low bandwidth for a while. */
export const slow: FaultKind = {
  name: 'slow',
  target: 'network',
  draw: (random, actors) => {
    const affected = drawActors(random, actors);
    const latencyMs = random.whole(20, 600);
    const rate = random.whole(4, 40) * 1_024;
    const isSlow = random.chance(0.5);
    const lasts = random.whole(2_000, 8_000);
    return {
      maxDurationMs: lasts,
      detail: `${affected.length} connections ${isSlow ? `with ${rate} bytes/s` : `${latencyMs} ms late`} for ${lasts} ms`,
      run: async (context) => {
        const lines = actorsAt(affected, context).map(({ proxy }) => proxy);
        for (const line of lines) {
          if (isSlow) line.bytesPerSecond = rate;
          else line.latencyMs = latencyMs;
        }
        await delay(lasts);
        for (const line of lines) {
          line.bytesPerSecond = 0;
          line.latencyMs = 0;
        }
      },
    };
  },
};
