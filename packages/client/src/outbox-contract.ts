import { describe, expect, it } from 'vitest';
import type { Entry, OutboxStore } from './entry.ts';

export function entry(cid: string, more: Partial<Entry> = {}): Entry {
  return { cid, room: 'tea', type: 'send', text: `text of ${cid}`, at: 1_000, state: 'waiting', ...more };
}

/** What every OutboxStore keeps to. `open` gives an empty one. */
export function outboxContract(name: string, open: () => OutboxStore): void {
  describe(`an outbox store ${name}`, () => {
    it('starts empty', async () => {
      expect(await open().all()).toEqual([]);
    });

    it('gives back whole entries in the order in which they were first put, whatever their cids', async () => {
      const store = open();
      const entries = [
        entry('c', { at: 3 }),
        entry('a', { type: 'edit', target: 4 }),
        entry('b', { type: 'delete', target: 2 }),
      ];
      for (const each of entries) await store.put(each);
      expect(await store.all()).toEqual(entries);
    });

    it('keeps the order of puts that did not wait for each other', async () => {
      const store = open();
      const cids = Array.from({ length: 30 }, (_, index) => `c${(index * 7) % 30}`);
      await Promise.all(cids.map((cid) => store.put(entry(cid))));
      expect((await store.all()).map(({ cid }) => cid)).toEqual(cids);
    });

    it('puts a changed entry in its old place', async () => {
      const store = open();
      await store.put(entry('a'));
      await store.put(entry('b'));
      await store.put(entry('a', { state: 'failed', code: 'store_full' }));
      expect(await store.all()).toEqual([entry('a', { state: 'failed', code: 'store_full' }), entry('b')]);
    });

    it('removes what is there, and does not mind what is not', async () => {
      const store = open();
      await store.put(entry('a'));
      await store.put(entry('b'));
      await store.remove('a');
      await store.remove('never');
      expect(await store.all()).toEqual([entry('b')]);
    });

    it('ends without an entry that was put and removed in one go', async () => {
      const store = open();
      await Promise.all([store.put(entry('a')), store.put(entry('a', { state: 'failed' })), store.remove('a')]);
      expect(await store.all()).toEqual([]);
    });
  });
}
