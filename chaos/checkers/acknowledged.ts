import { type Checker, describe } from '../recording/evidence.ts';

export const acknowledgedIsThere: Checker = {
  id: 'C1',
  property: 'Every acknowledged command is in the room, and nothing is acknowledged that cannot be on disk.',
  *findViolations({ history, bySeq, eventOf }) {
    for (const command of history.commands) {
      if (command.ackedAt === Infinity) continue;
      if (command.seq === 0 && !eventOf.has(command)) yield `echoed and missing: ${describe(command)}`;
      if (command.seq !== 0 && bySeq(command.room).get(command.seq)?.cid !== command.cid)
        yield `acknowledged as ${command.seq} and missing: ${describe(command)}`;
      for (const { from, to } of history.failedFlushIntervals)
        if (command.sentAt > from && command.ackedAt < to)
          yield `acknowledged while every flush failed: ${describe(command)}`;
    }
  },
};
