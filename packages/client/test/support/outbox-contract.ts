import { describe, expect, it } from 'vitest';
import type { Entry, OutboxStore } from '../../src/outbox/entry.ts';

export function entry(cid: string, overrides: Partial<Entry> = {}): Entry {
  return { cid, room: 'tea', type: 'send', text: `text of ${cid}`, at: 1_000, state: 'waiting', ...overrides };
}

/** Every implementation of OutboxStore passes these tests. `open` returns an empty store. */
export function outboxContract(name: string, open: () => OutboxStore): void {
  describe(`an outbox store ${name}`, () => {
    it('starts empty', async () => {
      expect(await open().all()).toEqual([]);
    });

    it('returns complete entries in the order in which they were first put, whatever their cids', async () => {
      const store = open();
      const entries = [
        entry('c', { at: 3 }),
        entry('a', { type: 'edit', target: 4 }),
        entry('b', { type: 'delete', target: 2 }),
        entry('d', { type: 'react', target: 2, emoji: '👍', epoch: 'first' }),
        entry('e', { kind: 'action', reply: 3, tab: 'one' }),
      ];
      for (const each of entries) await store.put(each);
      expect(await store.all()).toEqual(entries);
    });

    it('keeps the order of concurrent puts', async () => {
      const store = open();
      const cids = Array.from({ length: 30 }, (_, index) => `c${(index * 7) % 30}`);
      await Promise.all(cids.map((cid) => store.put(entry(cid))));
      expect((await store.all()).map(({ cid }) => cid)).toEqual(cids);
    });

    it('replaces an entry without moving it', async () => {
      const store = open();
      await store.put(entry('a'));
      await store.put(entry('b'));
      await store.put(entry('a', { state: 'failed', code: 'store_full' }));
      expect(await store.all()).toEqual([entry('a', { state: 'failed', code: 'store_full' }), entry('b')]);
    });

    it('removes an entry, and ignores an unknown cid', async () => {
      const store = open();
      await store.put(entry('a'));
      await store.put(entry('b'));
      await store.remove('a');
      await store.remove('unknown');
      expect(await store.all()).toEqual([entry('b')]);
    });

    it('gives to another tab only the entries that still belong to `from`', async () => {
      const store = open();
      const entries = [entry('a', { tab: 'one' }), entry('b', { tab: 'two' }), entry('c', { tab: 'one' }), entry('d')];
      for (const each of entries) await store.put(each);
      expect(await store.adopt(['c', 'a', 'b', 'unknown'], 'one', 'three')).toEqual(['c', 'a']);
      expect(await store.adopt(['d'], undefined, 'three')).toEqual(['d']);
      expect(await store.adopt(['a', 'c'], 'one', 'two')).toEqual([]);
      expect(await store.all()).toEqual(entries.map((each) => (each.cid === 'b' ? each : { ...each, tab: 'three' })));
    });

    it('gives an entry to one of several tabs that adopt it at the same time', async () => {
      const store = open();
      const cids = ['a', 'b', 'c'];
      for (const cid of cids) await store.put(entry(cid, { tab: 'gone' }));
      const adoptions = ['one', 'two', 'three'].map((tab) => store.adopt(cids, 'gone', tab));
      expect(await Promise.all(adoptions)).toEqual([cids, [], []]);
      expect((await store.all()).map(({ tab }) => tab)).toEqual(['one', 'one', 'one']);
    });

    it('does not let a tab change an entry that another tab has adopted', async () => {
      const store = open();
      await store.put(entry('a', { tab: 'one' }));
      await store.adopt(['a'], 'one', 'two');
      await store.put(entry('a', { tab: 'one', state: 'failed' }));
      expect(await store.all()).toEqual([entry('a', { tab: 'two' })]);
      await store.put(entry('a', { tab: 'two', state: 'failed' }));
      expect(await store.all()).toMatchObject([{ state: 'failed' }]);
    });

    it('is empty after concurrent puts and the removal of an entry', async () => {
      const store = open();
      await Promise.all([store.put(entry('a')), store.put(entry('a', { state: 'failed' })), store.remove('a')]);
      expect(await store.all()).toEqual([]);
    });
  });
}
