import type { Check } from './checker.ts';

export const staysWithinBounds: Check = {
  id: 'C10',
  says: 'Memory, descriptors and event-loop lag stay bounded, and soon after the last fault everybody has everything.',
  find: ({ load, unrest }) => {
    const found = [...unrest];
    const { most } = load;
    const over = (what: string, values: readonly number[], bound: number): void => {
      const highest = values.reduce((a, b) => Math.max(a, b), 0);
      if (highest > bound) found.push(`${what}: ${Math.round(highest)}, more than ${bound}`);
    };
    over('bytes of memory', load.memory, most.memory);
    over('open descriptors', load.descriptors, most.descriptors);
    over('milliseconds of event-loop lag', load.lag, most.lag);
    return found;
  },
};
