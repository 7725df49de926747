import { promisifyRequest as done } from 'idb-keyval';
import { memoryOutbox } from './memory.ts';
import type { Entry, OutboxStore } from './entry.ts';
import type { Journal } from './journal.ts';

/**
 * Survives a reload, and is shared by the tabs of an origin. An entry is in the journal when `put` returns, and in
 * IndexedDB when its promise resolves. Entries that IndexedDB refuses (in private mode, or on a full disk) are stored in
 * memory instead.
 */
export function indexedDbOutbox(name: string, journal: Journal): OutboxStore {
  const memory = memoryOutbox();
  let opened: Promise<IDBDatabase> | undefined;
  /** The database was open before, so it may have entries even when it cannot be read. */
  let exists = false;

  /** Tried again once with a new connection, because a browser may close the database at any time. */
  async function attempt<T>(work: (db: IDBDatabase) => Promise<T>): Promise<T | undefined> {
    for (let tries = 0; tries < 2; tries++) {
      try {
        opened ??= open(name);
        const db = await opened;
        exists = true;
        return await work(db);
      } catch {
        opened = undefined;
      }
    }
    return undefined;
  }

  /** Operations run one at a time: a removal must not overtake a put that falls back to memory. */
  let last: Promise<unknown> = Promise.resolve();
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  async function put(entry: Entry): Promise<void> {
    const change: Change = (cursor, store) => {
      if (!cursor) return store.put(entry);
      return cursor.value.tab === entry.tab ? cursor.update(entry) : undefined;
    };
    if (await attempt((db) => update(db, [entry.cid], change, 'strict'))) journal.erase(entry.cid);
    else await memory.put(entry);
  }

  return {
    all: () =>
      enqueue(async () => {
        // Entries of a visit that ended before IndexedDB had them.
        for (const entry of journal.entries()) await put(entry);
        const stored = await attempt((db) => done<Entry[]>(db.transaction('entries').objectStore('entries').getAll()));
        if (!stored && exists) throw new Error('The outbox cannot be read.');
        return [...(stored ?? []), ...(await memory.all())];
      }),
    put: (entry) => {
      journal.write(entry);
      return enqueue(() => put(entry));
    },
    remove: (cid) => {
      journal.erase(cid);
      return enqueue(async () => {
        await memory.remove(cid);
        await attempt((db) => update(db, [cid], (cursor) => cursor?.delete()));
      });
    },
    adopt: (cids, from, to) =>
      enqueue(async () => {
        const adopt: Change = (cursor) =>
          cursor?.value.tab === from ? cursor?.update({ ...cursor.value, tab: to }) : undefined;
        const adopted = await attempt((db) => update(db, cids, adopt));
        return [...(adopted ?? []), ...(await memory.adopt(cids, from, to))];
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

type EntryCursor = Omit<IDBCursorWithValue, 'value'> & { readonly value: Entry };
/** Gets the cursor at an entry, null if the entry is not stored. Returns its request if it changes the entry. */
type Change = (cursor: EntryCursor | null, store: IDBObjectStore) => IDBRequest | undefined;

/**
 * Returns the cids of the entries that were changed. Atomic: write transactions are serialized across tabs. A `strict`
 * change is flushed to the disk.
 */
async function update(
  db: IDBDatabase,
  cids: readonly string[],
  change: Change,
  durability: IDBTransactionDurability = 'default',
): Promise<string[]> {
  const transaction = db.transaction('entries', 'readwrite', { durability });
  const store = transaction.objectStore('entries');
  const changed: string[] = [];
  for (const cid of cids) {
    const cursor = await done<EntryCursor | null>(store.index('cid').openCursor(cid));
    if (change(cursor, store)) changed.push(cid);
  }
  await done(transaction);
  return changed;
}
