import { clock } from './clock.ts';
import { diskFull } from './disk-full.ts';
import { failingFlush } from './failing-flush.ts';
import type { FaultKind } from './fault.ts';
import { kill } from './kill.ts';
import { lostEnd } from './lost-end.ts';
import { oneWay } from './one-way.ts';
import { reload } from './reload.ts';
import { reset } from './reset.ts';
import { restart } from './restart.ts';
import { slow } from './slow.ts';
import { stop } from './stop.ts';
import { tear } from './tear.ts';
import { unread } from './unread.ts';

export const faultKinds: readonly FaultKind[] = [
  kill,
  restart,
  stop,
  diskFull,
  failingFlush,
  lostEnd,
  clock,
  reset,
  tear,
  slow,
  oneWay,
  unread,
  reload,
];
