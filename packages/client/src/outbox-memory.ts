import type { Entry, OutboxStore } from './outbox.ts';

/** For bots, tests, and browsers that refuse to keep anything. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, Entry>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => {
      entries.set(entry.cid, entry);
    },
    remove: async (cid) => {
      entries.delete(cid);
    },
  };
}
