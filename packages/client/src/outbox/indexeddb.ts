import { promisifyRequest as done } from 'idb-keyval';
import { memoryOutbox } from './memory.ts';
import type { Entry, OutboxStore } from './entry.ts';

/**
 * Survives a reload, and is shared by the tabs of an origin. Entries that the browser refuses to store (in private mode,
 * or on a full disk) are stored in memory instead.
 */
export function indexedDbOutbox(name = 'hubbub-outbox'): OutboxStore {
  const memory = memoryOutbox();
  let opened: Promise<IDBDatabase> | undefined;
  /** The database was open before, so it may have entries even when it cannot be read. */
  let exists = false;

  /** Tried again once with a new connection, because a browser may close the database at any time. */
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

  /** Operations run one at a time: a removal must not overtake a put that falls back to memory. */
  let last: Promise<unknown> = Promise.resolve();
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    all: () =>
      enqueue(async () => {
        const stored = await attempt(all);
        if (!stored && exists) throw new Error('The outbox cannot be read.');
        return [...(stored?.done ?? []), ...(await memory.all())];
      }),
    put: (entry) =>
      enqueue(async () => {
        if (!(await attempt((db) => put(db, entry)))) await memory.put(entry);
      }),
    remove: (cid) =>
      enqueue(async () => {
        await memory.remove(cid);
        await attempt((db) => remove(db, cid));
      }),
    adopt: (cids, from, to) =>
      enqueue(async () => {
        const adopted = await attempt((db) => adopt(db, cids, from, to));
        return [...(adopted?.done ?? []), ...(await memory.adopt(cids, from, to))];
      }),
  };
}

/** Async, because it throws synchronously where there is no `indexedDB`. */
async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    // The key increments, so entries come back in the order in which they were added, whatever the clock did.
    const store = request.result.createObjectStore('entries', { autoIncrement: true });
    store.createIndex('cid', 'cid', { unique: true });
  };
  return done(request);
}

async function all(db: IDBDatabase): Promise<Entry[]> {
  return done<Entry[]>(db.transaction('entries').objectStore('entries').getAll());
}

async function put(db: IDBDatabase, entry: Entry): Promise<void> {
  const { transaction, store } = openForWriting(db);
  const { key, stored } = await find(store, entry.cid);
  if (!stored || stored.tab === entry.tab) store.put(entry, key);
  await done(transaction);
}

/** Write transactions are serialized across tabs, so this is atomic. */
async function adopt(
  db: IDBDatabase,
  cids: readonly string[],
  from: string | undefined,
  to: string,
): Promise<string[]> {
  const { transaction, store } = openForWriting(db);
  const adopted: string[] = [];
  for (const cid of cids) {
    const { key, stored } = await find(store, cid);
    if (!stored || stored.tab !== from) continue;
    store.put({ ...stored, tab: to }, key);
    adopted.push(cid);
  }
  await done(transaction);
  return adopted;
}

async function remove(db: IDBDatabase, cid: string): Promise<void> {
  const { transaction, store } = openForWriting(db);
  const { key } = await find(store, cid);
  if (key !== undefined) store.delete(key);
  await done(transaction);
}

function openForWriting(db: IDBDatabase): { transaction: IDBTransaction; store: IDBObjectStore } {
  const transaction = db.transaction('entries', 'readwrite');
  return { transaction, store: transaction.objectStore('entries') };
}

async function find(store: IDBObjectStore, cid: string): Promise<{ key?: IDBValidKey; stored?: Entry }> {
  const key = await done(store.index('cid').getKey(cid));
  return key === undefined ? {} : { key, stored: await done<Entry>(store.get(key)) };
}
