import type { Entry, OutboxStore } from './entry.ts';

/** Lasts as long as the process or the page: for bots, tests, and browsers that refuse to store anything. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, Entry>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => {
      const stored = entries.get(entry.cid);
      if (!stored || stored.tab === entry.tab) entries.set(entry.cid, entry);
    },
    remove: async (cid) => {
      entries.delete(cid);
    },
    adopt: async (cids, from, to) => {
      const adopted = cids.filter((cid) => entries.has(cid) && entries.get(cid)!.tab === from);
      for (const cid of adopted) entries.set(cid, { ...entries.get(cid)!, tab: to });
      return adopted;
    },
  };
}
