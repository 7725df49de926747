import type { Checker } from '../recording/evidence.ts';

export const noHoles: Checker = {
  id: 'C4',
  property: 'The seqs of each room are 1, 2, 3 … without a hole.',
  *findViolations({ log }) {
    for (const [room, events] of log) {
      let before = 0;
      for (const { seq } of events) {
        if (seq !== before + 1) yield `in ${room}, ${before} is followed by ${seq}`;
        before = seq;
      }
    }
  },
};
