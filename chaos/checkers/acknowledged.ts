import { bySeq, describe } from '../recording/evidence.ts';
import type { Checker } from './checker.ts';

export const acknowledgedIsThere: Checker = {
  id: 'C1',
  property: 'Every acknowledged command is in the room, and nothing is acknowledged that cannot be on disk.',
  findViolations: (evidence) => {
    const { history, log, eventOf } = evidence;
    const rooms = new Map([...log].map(([room, events]) => [room, bySeq(events)]));
    const found: string[] = [];
    for (const command of history.commands) {
      if (command.ackedAt === Infinity) continue;
      if (command.seq === 0 && !eventOf.has(command)) found.push(`echoed and missing: ${describe(command)}`);
      if (command.seq !== 0 && rooms.get(command.room)?.get(command.seq)?.cid !== command.cid)
        found.push(`acknowledged as ${command.seq} and missing: ${describe(command)}`);
      for (const { from, to } of history.failedFlushIntervals)
        if (command.sentAt > from && command.ackedAt < to)
          found.push(`acknowledged while every flush failed: ${describe(command)}`);
    }
    return found;
  },
};
