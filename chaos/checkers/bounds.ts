import type { Checker } from './checker.ts';

export const staysWithinBounds: Checker = {
  id: 'C10',
  property:
    'Memory, descriptors and event-loop lag stay bounded, and soon after the last fault every client is up to date.',
  findViolations: ({ resourceUsage, unfinished }) => {
    const { memoryBytes, descriptors, lagMs, limits } = resourceUsage;
    const violations = [...unfinished];
    const check = (unit: string, values: readonly number[], limit: number): void => {
      const highest = values.reduce((a, b) => Math.max(a, b), 0);
      if (highest > limit) violations.push(`${unit}: ${Math.round(highest)}, more than ${limit}`);
    };
    check('bytes of memory', memoryBytes, limits.memoryBytes);
    check('open descriptors', descriptors, limits.descriptors);
    check('milliseconds of event-loop lag', lagMs, limits.lagMs);
    return violations;
  },
};
