import type { Checker } from '../recording/evidence.ts';

export const staysWithinBounds: Checker = {
  id: 'C10',
  property:
    'Memory, descriptors and event-loop lag stay bounded, the server never exits by itself, and soon after the last fault every client is up to date.',
  *findViolations({ resourceUsage: { memoryBytes, descriptors, lagMs, limits }, unfinished }) {
    yield* unfinished;
    yield* exceeding('bytes of memory', memoryBytes, limits.memoryBytes);
    yield* exceeding('open descriptors', descriptors, limits.descriptors);
    yield* exceeding('milliseconds of event-loop lag', lagMs, limits.lagMs);
  },
};

function* exceeding(unit: string, values: readonly number[], limit: number): Generator<string> {
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  if (highest > limit) yield `${unit}: ${Math.round(highest)}, more than ${limit}`;
}
