import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { entry, outboxContract } from './support/outbox-contract.ts';
import { fakeStorage } from './support/fake-storage.ts';
import { newId } from '../src/ids.ts';
import { indexedDbOutbox } from '../src/outbox/indexeddb.ts';
import { Journal } from '../src/outbox/journal.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const journal = new Journal(null, 'sending');
let databases = 0;
const newName = () => `outbox ${++databases}`;

outboxContract('in memory', memoryOutbox);
outboxContract('in IndexedDB', () => indexedDbOutbox(newName(), new Journal(fakeStorage(), 'sending')));
outboxContract('where there is no IndexedDB', () => {
  vi.stubGlobal('indexedDB', undefined);
  return indexedDbOutbox(newName(), new Journal(fakeStorage(), 'sending'));
});
outboxContract('where IndexedDB may not be opened', () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('private mode', 'SecurityError');
    },
  });
  return indexedDbOutbox(newName(), new Journal(fakeStorage(), 'sending'));
});

it('IndexedDB keeps entries across a reload', async () => {
  const name = newName();
  await indexedDbOutbox(name, journal).put(entry('a'));
  const reloaded = indexedDbOutbox(name, journal);
  await reloaded.put(entry('b'));
  expect((await indexedDbOutbox(name, journal).all()).map(({ cid }) => cid)).toEqual(['a', 'b']);
});

it('an outbox store reopens a database that the browser closed', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  const name = newName();
  const store = indexedDbOutbox(name, journal);
  await store.put(entry('a'));
  const request = opened.mock.results[0]!.value as IDBOpenDBRequest;
  opened.mockRestore();
  request.result.close();
  await store.put(entry('b'));
  expect((await indexedDbOutbox(name, journal).all()).map(({ cid }) => cid)).toEqual(['a', 'b']);
});

it('an outbox store that can be opened but not written keeps new entries in memory beside the old ones', async () => {
  const name = newName();
  await indexedDbOutbox(name, journal).put(entry('a'));
  const store = indexedDbOutbox(name, journal);
  const add = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  });
  await store.put(entry('b'));
  add.mockRestore();
  expect((await store.all()).map(({ cid }) => cid)).toEqual(['a', 'b']);
  await store.remove('b');
  expect((await store.all()).map(({ cid }) => cid)).toEqual(['a']);
});

it('an outbox store in IndexedDB is shared by all tabs, and only one of them adopts an entry', async () => {
  const name = newName();
  const [one, two] = [indexedDbOutbox(name, journal), indexedDbOutbox(name, journal)];
  for (const cid of ['a', 'b', 'c']) await one.put(entry(cid, { tab: 'gone' }));
  const adopted = await Promise.all([one.adopt(['a', 'b', 'c'], 'gone', 'one'), two.adopt(['c', 'b'], 'gone', 'two')]);
  const tabs = new Map((await one.all()).map(({ cid, tab }) => [cid, tab]));
  expect(adopted.flat().toSorted()).toEqual(['a', 'b', 'c']);
  for (const [index, tab] of ['one', 'two'].entries())
    for (const cid of adopted[index]!) expect(tabs.get(cid)).toBe(tab);
});

it('an outbox store that cannot be read rejects instead of appearing empty', async () => {
  const store = indexedDbOutbox(newName(), new Journal(fakeStorage(), 'sending'));
  await store.put(entry('a'));
  const read = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('the disk is gone', 'UnknownError');
  });
  await expect(store.all()).rejects.toThrow();
  read.mockRestore();
  expect(await store.all()).toEqual([entry('a')]);
});

it('J-10: an entry is in the journal when `put` returns, and leaves it when IndexedDB has it', async () => {
  const name = newName();
  const journal = new Journal(fakeStorage(), 'sending');
  const stored = indexedDbOutbox(name, journal).put(entry('a'));
  expect(journal.entries()).toEqual([entry('a')]);
  await stored;
  expect(journal.entries()).toEqual([]);
  expect(await indexedDbOutbox(name, journal).all()).toEqual([entry('a')]);
});

it('J-10: entries of a visit that ended before IndexedDB had them are in the outbox of the next one, in order', async () => {
  const name = newName();
  const journal = new Journal(fakeStorage(), 'sending');
  await indexedDbOutbox(name, journal).put(entry('0'));
  const cids = Array.from({ length: 5 }, newId);
  for (const cid of cids) journal.write(entry(cid));
  const reloaded = indexedDbOutbox(name, journal);
  expect((await reloaded.all()).map(({ cid }) => cid)).toEqual(['0', ...cids]);
  expect(journal.entries()).toEqual([]);
});

it('J-10: an entry in the journal that IndexedDB has already does not appear twice', async () => {
  const name = newName();
  const journal = new Journal(fakeStorage(), 'sending');
  const store = indexedDbOutbox(name, journal);
  await store.put(entry('a', { tab: 'one' }));
  await store.adopt(['a'], 'one', 'two');
  journal.write(entry('a', { tab: 'one' }));
  expect(await indexedDbOutbox(name, journal).all()).toEqual([entry('a', { tab: 'two' })]);
  expect(journal.entries()).toEqual([]);
});

it('J-10: a removed entry is not in the journal either, not even while IndexedDB is writing it', async () => {
  const journal = new Journal(fakeStorage(), 'sending');
  const store = indexedDbOutbox(newName(), journal);
  const stored = store.put(entry('a'));
  const removed = store.remove('a');
  expect(journal.entries()).toEqual([]);
  await Promise.all([stored, removed]);
  expect(await store.all()).toEqual([]);
});

it('J-10: where IndexedDB may not be opened, the journal keeps the entries across a reload', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const journal = new Journal(fakeStorage(), 'sending');
  const name = newName();
  await indexedDbOutbox(name, journal).put(entry('a'));
  const reloaded = indexedDbOutbox(name, journal);
  expect(await reloaded.all()).toEqual([entry('a')]);
  await reloaded.remove('a');
  expect(await reloaded.all()).toEqual([]);
  expect(journal.entries()).toEqual([]);
});

it('J-10: an entry is flushed to the disk', async () => {
  const began = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await indexedDbOutbox(newName(), journal).put(entry('a'));
  expect(began).toHaveBeenCalledWith('entries', 'readwrite', { durability: 'strict' });
  began.mockRestore();
});
