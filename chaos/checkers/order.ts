import { type Evidence, told } from '../recording/evidence.ts';
import type { Call } from '../recording/history.ts';
import type { Check } from './checker.ts';

export const acknowledgedComesFirst: Check = {
  id: 'C7',
  says: 'What is sent after something was acknowledged comes after it in the room.',
  find: (evidence) => {
    const { placed } = evidence;
    const found: string[] = [];
    for (const room of evidence.log.keys()) {
      const calls = evidence.history.calls.filter((call) => call.room === room && placed.has(call));
      const answered = calls.filter(({ ackedAt }) => ackedAt !== Infinity).sort((a, b) => a.ackedAt - b.ackedAt);
      let next = 0;
      let highest = 0;
      let first: Call | undefined;
      for (const call of calls) {
        for (; next < answered.length && answered[next]!.ackedAt < call.calledAt; next++) {
          const { seq } = placed.get(answered[next]!)!;
          if (seq > highest) [highest, first] = [seq, answered[next]!];
        }
        const { seq } = placed.get(call)!;
        if (first && seq <= highest) found.push(`${seq} comes before ${highest}: ${told(call)}, after ${told(first)}`);
      }
    }
    return found;
  },
};

export const sendersKeepTheirOrder: Check = {
  id: 'C8',
  says: 'What one sender sent to a room is there in the order of sending.',
  find: (evidence) => {
    const { placed } = evidence;
    const found: string[] = [];
    const last = new Map<string, { seq: number; call: Call }>();
    for (const call of evidence.history.calls) {
      const seq = placed.get(call)?.seq;
      if (seq === undefined || setBack(call, evidence)) continue;
      const sender = `${call.who} in ${call.room}`;
      const before = last.get(sender);
      if (before && seq <= before.seq) found.push(`${seq} comes before ${before.seq}: ${told(call)}`);
      if (!before || seq > before.seq) last.set(sender, { seq, call });
    }
    return found;
  },
};

/** It was refused while nothing could be written, whether the refusal was heard or not: later ones may come before. */
function setBack(call: Call, { history }: Evidence): boolean {
  return call.setBack || history.full.some(({ from, to }) => call.calledAt < to && call.ackedAt > from);
}
