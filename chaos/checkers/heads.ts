import type { Checker } from '../recording/evidence.ts';

export const startsWithEverything: Checker = {
  id: 'C9',
  property: 'After every start the server has everything that it had acknowledged, and the same epoch.',
  *findViolations({ heads }) {
    for (const { at, room, head, acknowledged, sameEpoch } of heads) {
      if (head < acknowledged)
        yield `at ${Math.round(at)} ms ${room} began at ${head}, and ${acknowledged} was acknowledged`;
      if (!sameEpoch) yield `at ${Math.round(at)} ms ${room} had another epoch`;
    }
  },
};
