import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { entry, outboxContract } from './support/outbox-contract.ts';
import { indexedDbOutbox } from '../src/outbox/indexeddb.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

let databases = 0;
const newName = () => `outbox ${++databases}`;

outboxContract('in memory', memoryOutbox);
outboxContract('in IndexedDB', () => indexedDbOutbox(newName()));
outboxContract('where there is no IndexedDB', () => {
  vi.stubGlobal('indexedDB', undefined);
  return indexedDbOutbox(newName());
});
outboxContract('where IndexedDB may not be opened', () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('private mode', 'SecurityError');
    },
  });
  return indexedDbOutbox(newName());
});

it('IndexedDB keeps entries across a reload', async () => {
  const name = newName();
  await indexedDbOutbox(name).put(entry('a'));
  const reloaded = indexedDbOutbox(name);
  await reloaded.put(entry('b'));
  expect((await indexedDbOutbox(name).all()).map(({ cid }) => cid)).toEqual(['a', 'b']);
});

it('an outbox store reopens a database that the browser closed', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  const name = newName();
  const store = indexedDbOutbox(name);
  await store.put(entry('a'));
  const request = opened.mock.results[0]!.value as IDBOpenDBRequest;
  opened.mockRestore();
  request.result.close();
  await store.put(entry('b'));
  expect((await indexedDbOutbox(name).all()).map(({ cid }) => cid)).toEqual(['a', 'b']);
});

it('an outbox store that can be opened but not written keeps new entries in memory beside the old ones', async () => {
  const name = newName();
  await indexedDbOutbox(name).put(entry('a'));
  const store = indexedDbOutbox(name);
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
  const [one, two] = [indexedDbOutbox(name), indexedDbOutbox(name)];
  for (const cid of ['a', 'b', 'c']) await one.put(entry(cid, { tab: 'gone' }));
  const adopted = await Promise.all([one.adopt(['a', 'b', 'c'], 'gone', 'one'), two.adopt(['c', 'b'], 'gone', 'two')]);
  const tabs = new Map((await one.all()).map(({ cid, tab }) => [cid, tab]));
  expect(adopted.flat().toSorted()).toEqual(['a', 'b', 'c']);
  for (const [index, tab] of ['one', 'two'].entries())
    for (const cid of adopted[index]!) expect(tabs.get(cid)).toBe(tab);
});

it('an outbox store that cannot be read rejects instead of appearing empty', async () => {
  const store = indexedDbOutbox(newName());
  await store.put(entry('a'));
  const read = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('the disk is gone', 'UnknownError');
  });
  await expect(store.all()).rejects.toThrow();
  read.mockRestore();
  expect(await store.all()).toEqual([entry('a')]);
});
