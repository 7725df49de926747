import type { Check } from './checker.ts';

export const startsWithEverything: Check = {
  id: 'C9',
  says: 'After every start the server has at least what it had acknowledged, and is the same history.',
  find: ({ heads }) =>
    heads.flatMap(({ at, room, head, acknowledged, sameEpoch }) => [
      ...(head < acknowledged
        ? [`at ${Math.round(at)} ms ${room} began at ${head}, and ${acknowledged} was acknowledged`]
        : []),
      ...(sameEpoch ? [] : [`at ${Math.round(at)} ms ${room} was another history`]),
    ]),
};
