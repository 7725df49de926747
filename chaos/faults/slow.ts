import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';

/** Connections with high latency or low bandwidth for a while. */
export const slow: FaultKind = {
  name: 'slow',
  target: 'network',
  draw: (random) => {
    const latencyMs = random.whole(20, 600);
    const bytesPerSecond = random.whole(4, 40) * 1_024;
    const isSlow = random.chance(0.5);
    const lastsMs = random.whole(2_000, 8_000);
    return {
      maxDurationMs: lastsMs,
      detail: `${isSlow ? `${bytesPerSecond} bytes/s` : `${latencyMs} ms late`} for ${lastsMs} ms`,
      run: async ({ affected }) => {
        for (const { proxy } of affected) {
          if (isSlow) proxy.bytesPerSecond = bytesPerSecond;
          else proxy.latencyMs = latencyMs;
        }
        await delay(lastsMs);
        for (const { proxy } of affected) proxy.bytesPerSecond = proxy.latencyMs = 0;
      },
    };
  },
};
