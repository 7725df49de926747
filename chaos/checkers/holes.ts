import type { Checker } from './checker.ts';

export const noHoles: Checker = {
  id: 'C4',
  property: 'The seqs of each room are 1, 2, 3 … without a hole.',
  findViolations: ({ log }) => {
    const found: string[] = [];
    for (const [room, events] of log) {
      let before = 0;
      for (const { seq } of events) {
        if (seq !== before + 1) found.push(`in ${room}, ${before} is followed by ${seq}`);
        before = seq;
      }
    }
    return found;
  },
};
