import { bySeq, told } from '../recording/evidence.ts';
import type { Check } from './checker.ts';

export const acknowledgedIsThere: Check = {
  id: 'C1',
  says: 'What was acknowledged is there, and nothing is acknowledged that cannot have reached the disk.',
  find: (evidence) => {
    const { history, log, placed } = evidence;
    const rooms = new Map([...log].map(([room, events]) => [room, bySeq(events)]));
    const found: string[] = [];
    for (const call of history.calls) {
      if (call.ackedAt === Infinity) continue;
      if (call.seq === 0 && !placed.has(call)) found.push(`heard and missing: ${told(call)}`);
      if (call.seq !== 0 && rooms.get(call.room)?.get(call.seq)?.cid !== call.cid)
        found.push(`acknowledged as ${call.seq} and missing: ${told(call)}`);
      for (const { from, to } of history.unflushed)
        if (call.calledAt > from && call.ackedAt < to)
          found.push(`acknowledged while every flush failed: ${told(call)}`);
    }
    return found;
  },
};
