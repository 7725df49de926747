import type { Check } from './checker.ts';

export const noHoles: Check = {
  id: 'C4',
  says: 'Each room is numbered 1, 2, 3 … without a hole.',
  find: ({ log }) => {
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
