import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import type { Store } from '../src/chat/ports.ts';
import {
  append,
  code,
  deleted,
  edited,
  posted,
  range,
  reacted,
  refused,
  rename,
  reply,
  topic,
  unreacted,
} from './store-contract/drafts.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { storeContract } from './store-contract/store-contract.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

storeContract('SqliteStore', () => open(temporaryDirectory()));

async function open(directory: string, onFatal = unexpected): Promise<Store> {
  const store = await openSqliteStore({ directory, metrics: noMetrics, onFatal });
  onTestFinished(() => store.close());
  return store;
}

function unexpected(error: Error): void {
  throw error;
}

/** Another program's connection to the database, such as the `sqlite3` command line. */
function connectFromOutside(directory: string): DatabaseSync {
  const db = new DatabaseSync(join(directory, 'hubbub.db'), { timeout: 1_000 });
  onTestFinished(() => db.close());
  return db;
}

describe('SqliteStore on disk', () => {
  it('returns the same after it was closed and reopened', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await append(store, ...range(1, 5).map((n) => posted('a', `${n}`)), edited('a', 'e', 2), deleted('a', 'd', 3));
    await store.claimName({ id: '1', name: 'Ann', skeletons: ['ann'], secretHash: 'hash', at: 1 });
    const more = [
      topic('b', 'b1'),
      { ...posted('b', 'b2', '@Bea'), by: 'bob' },
      reply('b', 'b3', 2),
      reacted('b', 'b4', 2),
    ];
    await store.rename({ ...rename('1', 'Bea', ['bea']), quarantineUntil: 9 });
    await append(store, ...more, reacted('b', 'b5', 2, '🎉'), unreacted('b', 'b6', 2));
    const read = async (from: Store) => [
      from.epoch,
      await from.eventsAfter('a', 0, 100),
      await from.page('a', { type: 'newest' }, 100),
      await from.rooms(10),
      await from.person('hash'),
      await from.nameHolder(['ann', 'bea'], 1),
      await from.nameHolder(['bea', 'ann'], 1),
      await from.eventsAfter('b', 0, 100),
      await from.page('b', { type: 'newest' }, 100),
      await from.unread('b', 0, '1', 100),
      await from.mentions('1', undefined, 100),
    ];
    const before = await read(store);
    await store.close();
    const again = await open(directory);
    expect(await read(again)).toEqual(before);
    expect(await again.append(posted('a', '4'))).toMatchObject({ duplicate: true, event: { seq: 4 } });
    expect((await append(again, posted('a', 'new')))[0]?.seq).toBe(8);
  });

  it('leaves one file and the lock when it is closed', async () => {
    const directory = join(temporaryDirectory(), 'made', 'when missing');
    const store = await open(directory);
    await append(store, posted('a', '1'));
    await store.close();
    expect(readdirSync(directory)).toEqual(['hubbub.db', 'hubbub.lock']);
  });

  it('has deleted text nowhere in its file', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const words = (n: number) => 'very secret words '.repeat(n);
    await append(store, posted('a', '1', words(1)), posted('a', '2', words(500)), edited('a', '3', 1, words(2)));
    await append(store, deleted('a', '4', 1), deleted('a', '5', 2));
    await store.close();
    expect(readFileSync(join(directory, 'hubbub.db')).includes('secret words')).toBe(false);
  });

  it('can be read by other programs while it runs', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await append(store, posted('a', '1', 'hello'));
    const outside = connectFromOutside(directory);
    expect(outside.prepare('SELECT text FROM events').all()).toMatchObject([{ text: 'hello' }]);
    await append(store, posted('a', '2', 'world'));
    expect(outside.prepare('SELECT text FROM events').all()).toMatchObject([{ text: 'hello' }, { text: 'world' }]);
  });

  it('flushes at every commit', async () => {
    // A test cannot cut the power, but SQLite's guarantee holds with these two settings.
    const { openDatabase } = await import('../src/stores/sqlite/database.ts');
    const { db, close } = openDatabase(temporaryDirectory());
    expect(db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    close();
  });
});

describe('SqliteStore and its worker', () => {
  it('sends an edit and its refusal to the worker in one message', async () => {
    const { promise: started, resolve } = Promise.withResolvers<Worker>();
    process.once('worker', resolve);
    const store = await open(temporaryDirectory());
    const posting = vi.spyOn(await started, 'postMessage');
    await append(store, posted('a', '1'), edited('a', '2', 1));
    expect(await refused(store, { ...edited('a', '3', 1), by: 'bob' })).toBe('not_yours');
    expect(await refused(store, deleted('a', '4', 99))).toBe('no_such_message');
    const batches = posting.mock.calls.map(([batch]) => batch as { changes: unknown[]; reads: unknown[] });
    expect(batches.flatMap(({ changes }) => changes)).toHaveLength(4);
    expect(batches.flatMap(({ reads }) => reads)).toEqual([]);
  });
});

describe('SqliteStore after a failure', () => {
  it('refuses the whole batch when the database fails, and continues afterwards', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await append(store, posted('a', '1'));
    const outside = connectFromOutside(directory);
    outside.exec(
      `CREATE TRIGGER broken BEFORE INSERT ON events WHEN new.cid = 'bad' BEGIN SELECT raise(ABORT, 'no'); END`,
    );
    // The calls made while the worker reads become one batch.
    const before = store.head('a');
    const drafts = ['2', 'bad', '3'].map((cid) => refused(store, posted('a', cid)));
    const head = store.head('a');
    expect(await Promise.all(drafts)).toEqual(['store_failed', 'store_failed', 'store_failed']);
    expect([await before, await head]).toEqual([1, 1]);
    outside.exec('DROP TRIGGER broken');
    expect((await append(store, posted('a', '2'), posted('a', 'bad'))).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('refuses a read that fails, with the reason for the operator, and continues', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const outside = connectFromOutside(directory);
    outside.exec('ALTER TABLE messages RENAME TO gone');
    const [page, head] = await Promise.allSettled([store.page('a', { type: 'newest' }, 1), store.head('a')]);
    expect(page).toMatchObject({ reason: { code: 'store_failed', cause: 'no such table: messages' } });
    expect(head).toMatchObject({ value: 0 });
    outside.exec('ALTER TABLE gone RENAME TO messages');
    expect(await store.page('a', { type: 'newest' }, 1)).toMatchObject({ messages: [] });
  });

  it('waits for another program that writes', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const outside = connectFromOutside(directory);
    outside.exec('BEGIN IMMEDIATE');
    const answered = vi.fn<() => void>();
    const appending = store.append(posted('a', '1')).finally(answered);
    // Opening and closing another store takes long enough for a premature answer to arrive.
    await (await open(temporaryDirectory())).close();
    expect(answered).not.toHaveBeenCalled();
    outside.exec('COMMIT');
    expect((await appending).event.seq).toBe(1);
  });

  it('leaves a commit with an unknown outcome pending, and calls onFatal', async () => {
    const directory = temporaryDirectory();
    const fatal = vi.fn<(error: Error) => void>();
    const store = await open(directory, fatal);
    await append(store, posted('a', '1'));
    // A deferred constraint makes the commit itself fail.
    connectFromOutside(directory).exec(`
      CREATE TABLE nobody (id INTEGER PRIMARY KEY);
      CREATE TABLE orphan (parent INTEGER REFERENCES nobody DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER broken AFTER INSERT ON events BEGIN INSERT INTO orphan VALUES (1); END`);
    const settled = vi.fn<(outcome: unknown) => void>();
    void store.append(posted('a', '2')).then(settled, settled);
    // A read makes the store send its batch at once.
    void store.head('a').catch(() => undefined);
    const waiting = refused(store, posted('a', '3'));
    await vi.waitFor(() => expect(fatal).toHaveBeenCalled());
    expect(fatal.mock.calls).toEqual([[new Error('The database could not commit: FOREIGN KEY constraint failed')]]);
    // These calls never reached the database, so it is certain that they were not written.
    expect(await waiting).toBe('store_failed');
    expect(await refused(store, posted('a', '4'))).toBe('store_failed');
    expect(await store.head('a').catch(code)).toBe('store_failed');
    await store.close();
    expect(fatal).toHaveBeenCalledTimes(1);
    expect(settled).not.toHaveBeenCalled();
  });

  it('calls onFatal when its thread dies', async () => {
    const threads: Worker[] = [];
    const onWorker = (worker: Worker) => void threads.push(worker);
    process.on('worker', onWorker);
    const died = Promise.withResolvers<Error>();
    const store = await open(temporaryDirectory(), died.resolve);
    process.off('worker', onWorker);
    await threads[0]?.terminate();
    expect(await died.promise).toMatchObject({ message: "The store's thread ended by itself, with code 1." });
    expect(await refused(store, posted('a', '1'))).toBe('store_failed');
  });
});
