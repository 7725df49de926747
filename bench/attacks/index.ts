import type { Attack } from './attack.ts';
import { mentionBombs, normalisationBombs } from './bombs.ts';
import { flood, floodFromSameAddress } from './floods.ts';
import { joins } from './joins.ts';
import { neverRead, resumeAndNeverRead } from './never-read.ts';
import { pipelinedRequests } from './pipelined.ts';

const floods = ([1, 8, 64] as const).flatMap((connections) =>
  (['json', 'plain'] as const).flatMap((dialect) =>
    (['same room', 'other room'] as const).map((place) => flood({ connections, dialect, place })),
  ),
);

export const attacks: readonly Attack[] = [
  ...floods,
  floodFromSameAddress,
  neverRead,
  resumeAndNeverRead,
  joins(500, 1),
  joins(2_000, 1),
  joins(2_000, 8),
  pipelinedRequests,
  mentionBombs,
  normalisationBombs,
];
