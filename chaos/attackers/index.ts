import type { AttackKind } from './attack.ts';
import { bombs } from './bombs.ts';
import { drops } from './drops.ts';
import { flood } from './flood.ts';
import { malformed } from './malformed.ts';
import { manyRooms } from './many-rooms.ts';
import { neverRead } from './never-read.ts';
import { pipelined } from './pipelined.ts';

export const attackKinds: readonly AttackKind[] = [flood, malformed, bombs, manyRooms, pipelined, neverRead, drops];
