import type { Check } from './checker.ts';

export const everythingOnce: Check = {
  id: 'C3',
  says: 'Each cid and each seq is there once, and a cid is always acknowledged as the same seq.',
  find: ({ log, history }) => {
    const found = [...history.contradictions];
    const firsts = new Map<string, string>();
    for (const [room, events] of log) {
      const seqs = new Set<number>();
      for (const event of events) {
        const place = `${event.seq} of ${room}`;
        if (seqs.has(event.seq)) found.push(`there are two ${place}`);
        seqs.add(event.seq);
        // A plain connection has no cid; its texts begin with a number of their own.
        const name = event.by === null ? `plain ${event.call}` : `${event.by} ${event.cid}`;
        const first = firsts.get(name);
        if (first === undefined) firsts.set(name, place);
        else found.push(`${name} is both ${first} and ${place}`);
      }
    }
    return found;
  },
};
