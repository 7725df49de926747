import type { OutboxStore } from '../../src/outbox/entry.ts';

/** An adopted entry, and the tab that has it now. */
export interface Adoption {
  cid: string;
  to: string;
}

/**
 * The store as one tab sees it: one operation at a time, each after a delay in milliseconds. After `crash` none ends, not
 * even one that has begun.
 */
export function slowStore(
  store: OutboxStore,
  delays: readonly number[],
  onAdopted: (adoption: Adoption) => void,
): { store: OutboxStore; crash: () => void } {
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;
  let hasCrashed = false;
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const delay = delays[count++ % delays.length]!;
    const result = last.then(async () => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      return hasCrashed ? new Promise<never>(() => {}) : work();
    });
    last = result;
    return result;
  };
  return {
    store: {
      all: () => enqueue(() => store.all()),
      put: (entry) => enqueue(() => store.put(entry)),
      remove: (cid) => enqueue(() => store.remove(cid)),
      adopt: (cids, from, to) =>
        enqueue(async () => {
          const adopted = await store.adopt(cids, from, to);
          for (const cid of adopted) onAdopted({ cid, to });
          return adopted;
        }),
    },
    crash: () => {
      hasCrashed = true;
    },
  };
}
