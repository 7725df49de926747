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
  await update(db, [entry.cid], (store, cursor) => {
    if (!cursor) store.put(entry);
    else if (cursor.value.tab === entry.tab) cursor.update(entry);
  });
}

async function adopt(
  db: IDBDatabase,
  cids: readonly string[],
  from: string | undefined,
  to: string,
): Promise<string[]> {
  const adopted: string[] = [];
  await update(db, cids, (_, cursor) => {
    if (!cursor || cursor.value.tab !== from) return;
    cursor.update({ ...cursor.value, tab: to });
    adopted.push(cursor.value.cid);
  });
  return adopted;
}

async function remove(db: IDBDatabase, cid: string): Promise<void> {
  await update(db, [cid], (_, cursor) => cursor?.delete());
}

type EntryCursor = Omit<IDBCursorWithValue, 'value'> & { readonly value: Entry };

/** Calls `change` with each entry's cursor, null for one that is not stored. Atomic: tabs write one after the other. */
async function update(
  db: IDBDatabase,
  cids: readonly string[],
  change: (store: IDBObjectStore, cursor: EntryCursor | null) => void,
): Promise<void> {
  const transaction = db.transaction('entries', 'readwrite');
  const store = transaction.objectStore('entries');
  for (const cid of cids) change(store, await done<EntryCursor | null>(store.index('cid').openCursor(cid)));
  await done(transaction);
}
