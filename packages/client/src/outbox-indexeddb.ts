import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { memoryOutbox } from './outbox-memory.ts';
import type { Entry, OutboxStore } from './entry.ts';

interface Schema extends DBSchema {
  /** The key counts up, so that entries come back in the order in which they were made whatever the clock did. */
  entries: { key: number; value: Entry; indexes: { cid: string } };
}

/**
 * Survives a reload and is shared by the tabs of one origin. What the browser refuses to keep (private mode, a full
 * disk) is kept in memory instead.
 */
export function indexedDbOutbox(name = 'hubbub-outbox'): OutboxStore {
  const memory = memoryOutbox();
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  /** There is a database, so what is not in memory may be there. */
  let exists = false;

  /** Browsers may close a database behind the page's back, so a failure is tried once more with a new one. */
  async function attempt<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<{ done: T } | undefined> {
    for (let tries = 0; tries < 2; tries++) {
      try {
        opened ??= open(name);
        const db = await opened;
        exists = true;
        return { done: await work(db) };
      } catch {
        opened = undefined;
      }
    }
    return undefined;
  }

  /** One after the other, or a removal could overtake what it removes on its way into memory. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    all: () =>
      inTurn(async () => {
        const kept = await attempt((db) => db.getAll('entries'));
        if (!kept && exists) throw new Error('The outbox cannot be read just now.');
        return [...(kept?.done ?? []), ...(await memory.all())];
      }),
    put: (entry) =>
      inTurn(async () => {
        if (!(await attempt((db) => put(db, entry)))) await memory.put(entry);
      }),
    remove: (cid) =>
      inTurn(async () => {
        await memory.remove(cid);
        await attempt((db) => remove(db, cid));
      }),
    adopt: (cids, from, to) =>
      inTurn(async () => {
        const adopted = await attempt((db) => adopt(db, cids, from, to));
        return [...(adopted?.done ?? []), ...(await memory.adopt(cids, from, to))];
      }),
  };
}

/** Async, because where there is no `indexedDB` at all this throws at once. */
async function open(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('entries', { autoIncrement: true }).createIndex('cid', 'cid', { unique: true });
    },
  });
}

async function put(db: IDBPDatabase<Schema>, entry: Entry): Promise<void> {
  const { store, done } = db.transaction('entries', 'readwrite');
  const key = await store.index('cid').getKey(entry.cid);
  const kept = key === undefined ? undefined : await store.get(key);
  if (!kept || kept.tab === entry.tab) await store.put(entry, key);
  await done;
}

/** Transactions that write come one after the other, so no other tab comes in between. */
async function adopt(
  db: IDBPDatabase<Schema>,
  cids: readonly string[],
  from: string | undefined,
  to: string,
): Promise<string[]> {
  const { store, done } = db.transaction('entries', 'readwrite');
  const adopted: string[] = [];
  for (const cid of cids) {
    const key = await store.index('cid').getKey(cid);
    const entry = key === undefined ? undefined : await store.get(key);
    if (entry?.tab !== from || !entry) continue;
    await store.put({ ...entry, tab: to }, key);
    adopted.push(cid);
  }
  await done;
  return adopted;
}

async function remove(db: IDBPDatabase<Schema>, cid: string): Promise<void> {
  const { store, done } = db.transaction('entries', 'readwrite');
  const key = await store.index('cid').getKey(cid);
  if (key !== undefined) await store.delete(key);
  await done;
}
