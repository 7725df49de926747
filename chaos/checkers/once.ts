import type { Checker } from '../recording/evidence.ts';

export const everythingOnce: Checker = {
  id: 'C3',
  property: 'Each cid and each seq occurs once, and a cid is always acknowledged with the same seq.',
  *findViolations({ log, history }) {
    yield* history.contradictions;
    const firsts = new Map<string, string>();
    for (const [room, events] of log) {
      const seqs = new Set<number>();
      for (const event of events) {
        const place = `${event.seq} of ${room}`;
        if (seqs.has(event.seq)) yield `there are two ${place}`;
        seqs.add(event.seq);
        // A plain connection has no cid; its texts begin with the command's id.
        const name = event.by === null ? `plain ${event.commandId}` : `${event.by} ${event.cid}`;
        const first = firsts.get(name);
        if (first === undefined) firsts.set(name, place);
        else yield `${name} is both ${first} and ${place}`;
      }
    }
  },
};
