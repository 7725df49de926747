import type { Checker } from './checker.ts';

export const startsWithEverything: Checker = {
  id: 'C9',
  property: 'After every start the server has everything that it had acknowledged, and the same epoch.',
  findViolations: ({ heads }) =>
    heads.flatMap(({ at, room, head, acknowledged, sameEpoch }) => [
      ...(head < acknowledged
        ? [`at ${Math.round(at)} ms ${room} began at ${head}, and ${acknowledged} was acknowledged`]
        : []),
      ...(sameEpoch ? [] : [`at ${Math.round(at)} ms ${room} had another epoch`]),
    ]),
};
