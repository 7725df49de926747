import { fanOut } from './fan-out.ts';
import { highestRate } from './highest-rate.ts';
import { idle } from './idle.ts';
import { manyRooms } from './many-rooms.ts';
import type { Scenario } from './scenario.ts';
import { storm } from './storm.ts';

export const scenarios: readonly Scenario[] = [fanOut, highestRate, manyRooms, idle, storm];
