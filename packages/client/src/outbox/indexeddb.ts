import { promisifyRequest as done } from 'idb-keyval';
import { memoryOutbox } from './memory.ts';
import type { Entry, OutboxStore } from './entry.ts';

/**
 * Survives a reload and is shared by the tabs of one origin. What the browser refuses to keep (private mode, a full
 * disk) is kept in memory instead.
 */
export function indexedDbOutbox(name = 'hubbub-outbox'): OutboxStore {
  const memory = memoryOutbox();
  let opened: Promise<IDBDatabase> | undefined;
  /** There is a database, so what is not in memory may be there. */
  let exists = false;

  /** Browsers may close a database behind the page's back, so a failure is tried once more with a new one. */
  async function attempt<T>(work: (db: IDBDatabase) => Promise<T>): Promise<{ done: T } | undefined> {
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
        const kept = await attempt(all);
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
async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    // The key counts up, so that entries come back in the order in which they were made whatever the clock did.
    const store = request.result.createObjectStore('entries', { autoIncrement: true });
    store.createIndex('cid', 'cid', { unique: true });
  };
  return done(request);
}

async function all(db: IDBDatabase): Promise<Entry[]> {
  return done<Entry[]>(db.transaction('entries').objectStore('entries').getAll());
}

async function put(db: IDBDatabase, entry: Entry): Promise<void> {
  const { transaction, store } = changing(db);
  const { key, kept } = await find(store, entry.cid);
  if (!kept || kept.tab === entry.tab) store.put(entry, key);
  await done(transaction);
}

/** Transactions that write come one after the other, so no other tab comes in between. */
async function adopt(
  db: IDBDatabase,
  cids: readonly string[],
  from: string | undefined,
  to: string,
): Promise<string[]> {
  const { transaction, store } = changing(db);
  const adopted: string[] = [];
  for (const cid of cids) {
    const { key, kept } = await find(store, cid);
    if (!kept || kept.tab !== from) continue;
    store.put({ ...kept, tab: to }, key);
    adopted.push(cid);
  }
  await done(transaction);
  return adopted;
}

async function remove(db: IDBDatabase, cid: string): Promise<void> {
  const { transaction, store } = changing(db);
  const { key } = await find(store, cid);
  if (key !== undefined) store.delete(key);
  await done(transaction);
}

function changing(db: IDBDatabase): { transaction: IDBTransaction; store: IDBObjectStore } {
  const transaction = db.transaction('entries', 'readwrite');
  return { transaction, store: transaction.objectStore('entries') };
}

async function find(store: IDBObjectStore, cid: string): Promise<{ key?: IDBValidKey; kept?: Entry }> {
  const key = await done(store.index('cid').getKey(cid));
  return key === undefined ? {} : { key, kept: await done<Entry>(store.get(key)) };
}
