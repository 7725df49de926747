import { type Checker, describe } from '../recording/evidence.ts';
import type { History, SentCommand } from '../recording/history.ts';

export const acknowledgedComesFirst: Checker = {
  id: 'C7',
  property: 'A command that was sent after another was acknowledged comes after it in the room.',
  *findViolations({ log, history, eventOf }) {
    for (const room of log.keys()) {
      const commands = history.commands.filter((command) => command.room === room && eventOf.has(command));
      const answered = commands.filter(({ ackedAt }) => ackedAt !== Infinity).sort((a, b) => a.ackedAt - b.ackedAt);
      let next = 0;
      let highest = 0;
      let first: SentCommand | undefined;
      for (const command of commands) {
        for (; next < answered.length && answered[next]!.ackedAt < command.sentAt; next++) {
          const { seq } = eventOf.get(answered[next]!)!;
          if (seq > highest) [highest, first] = [seq, answered[next]!];
        }
        const { seq } = eventOf.get(command)!;
        if (first && seq <= highest)
          yield `${seq} comes before ${highest}: ${describe(command)}, after ${describe(first)}`;
      }
    }
  },
};

export const sendersKeepTheirOrder: Checker = {
  id: 'C8',
  property: 'The commands of one sender are in the room in the order of sending.',
  *findViolations({ history, eventOf }) {
    const last = new Map<string, { seq: number; command: SentCommand }>();
    for (const command of history.commands) {
      const seq = eventOf.get(command)?.seq;
      if (seq === undefined || setBack(command, history)) continue;
      const sender = `${command.client} in ${command.room}`;
      const before = last.get(sender);
      if (before && seq <= before.seq) yield `${seq} comes before ${before.seq}: ${describe(command)}`;
      if (!before || seq > before.seq) last.set(sender, { seq, command });
    }
  },
};

/** A command that was refused while nothing could be written, or lost, is retried, so later commands may come first. */
function setBack(command: SentCommand, history: History): boolean {
  return (
    command.mayBeLate ||
    command.lost ||
    history.diskFullIntervals.some(({ from, to }) => command.sentAt < to && command.ackedAt > from)
  );
}
