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
      const adopted = cids.map((cid) => entries.get(cid)).filter((entry) => entry !== undefined && entry.tab === from);
      for (const entry of adopted) if (entry) entries.set(entry.cid, { ...entry, tab: to });
      return adopted.flatMap((entry) => (entry ? [entry.cid] : []));
    },
  };
}
