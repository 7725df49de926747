import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from './fault.ts';
import { drawSome, who } from './some.ts';

/** Lines that swallow one direction, and nobody is told. Afterwards they go on, are reset, or stay dead for good. */
export const oneWay: FaultKind = {
  name: 'one-way',
  target: 'lines',
  draw: (random, actors) => {
    const met = drawSome(random, actors);
    const direction = random.pick(['up', 'down'] as const);
    const end = random.pick(['release', 'reset', 'forget'] as const);
    const lasts = random.whole(1_000, 7_000);
    return {
      lasts,
      detail: `${met.length} lines with nothing on the way ${direction} for ${lasts} ms, then ${end}`,
      run: async (stage) => {
        const actors = who(met, stage);
        for (const { line } of actors) line.hold(direction);
        await delay(lasts);
        for (const actor of actors) {
          // Who cannot find out that a line is dead would wait for ever.
          if (end === 'forget' && actor.probes) actor.line.forget();
          else if (end !== 'release') actor.line.reset();
          actor.line.release();
          actor.wake();
        }
      },
    };
  },
};
