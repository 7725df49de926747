import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomLog } from './support/arbitrary-log.ts';
import { reduceEvents } from './support/reference-reducer.ts';
import { anyStep, TimelineSimulation } from './support/timeline-simulation.ts';

it('LOG-7: with any pages in any order, each segment is correct and without gaps, and they never overlap', () => {
  const counts = { detached: 0, merged: 0, changedWhileDetached: 0, sampled: 0 };
  const anySteps = fc.array(anyStep, { maxLength: 80, size: 'max' });
  fc.assert(
    fc.property(randomLog(120), fc.nat(), anySteps, (events, pick, steps) => {
      const simulation = new TimelineSimulation(events, pick % (events.length + 1), counts);
      for (const step of steps) simulation.run(step);
      simulation.finish();
      expect(simulation.timeline.messages).toEqual(reduceEvents(events));
    }),
    { numRuns: 400 },
  );
  expect(counts.detached).toBeGreaterThan(700);
  expect(counts.sampled).toBeGreaterThan(500);
  expect(counts.merged).toBeGreaterThan(30);
  expect(counts.changedWhileDetached).toBeGreaterThan(60);
});
