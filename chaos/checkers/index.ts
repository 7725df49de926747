import { acknowledgedIsThere } from './acknowledged.ts';
import { staysWithinBounds } from './bounds.ts';
import type { Checker } from '../recording/evidence.ts';
import { viewsHaveNoGap } from './contiguous.ts';
import { everybodyGetsTheSame } from './deliveries.ts';
import { startsWithEverything } from './heads.ts';
import { noHoles } from './holes.ts';
import { everythingOnce } from './once.ts';
import { acknowledgedComesFirst, sendersKeepTheirOrder } from './order.ts';
import { nothingIsMadeUp } from './sent.ts';

export const checkers: readonly Checker[] = [
  acknowledgedIsThere,
  nothingIsMadeUp,
  everythingOnce,
  noHoles,
  everybodyGetsTheSame,
  viewsHaveNoGap,
  acknowledgedComesFirst,
  sendersKeepTheirOrder,
  startsWithEverything,
  staysWithinBounds,
];
