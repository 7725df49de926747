import type { Entry, OutboxStore } from './entry.ts';

/** For bots, tests, and browsers that refuse to keep anything. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, Entry>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => {
      const kept = entries.get(entry.cid);
      if (!kept || kept.tab === entry.tab) entries.set(entry.cid, entry);
    },
    remove: async (cid) => {
      entries.delete(cid);
    },
    adopt: async (cids, from, to) => {
      const adopted = cids.map((cid) => entries.get(cid)).filter((entry) => entry !== undefined && entry.tab === from);
      for (const entry of adopted) if (entry) entries.set(entry.cid, { ...entry, tab: to });
      return adopted.flatMap((entry) => (entry ? [entry.cid] : []));
    },
  };
}
