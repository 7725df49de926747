import { describe, expect, it } from 'vitest';
import { OutboxEntries, type Item } from '../src/outbox/entries.ts';
import { entry } from './support/outbox-contract.ts';

function items(...cids: string[]): OutboxEntries {
  const all = new OutboxEntries();
  for (const cid of cids) all.add({ entry: entry(cid), stored: true, sent: false });
  return all;
}
const cids = (all: OutboxEntries) => all.of('tea').map(({ cid }) => cid);
const change = (all: OutboxEntries, cid: string, more: Partial<Item>) => Object.assign(all.get(cid)!, more);

describe('merging what was read from the store', () => {
  it('adds the entries of other tabs, in the store’s order, and drops those that they removed', () => {
    const all = items('b', 'd', 'e');
    const before = all.stored;
    expect(
      all.merge(
        ['a', 'b', 'c', 'e', 'f'].map((cid) => entry(cid)),
        before,
      ),
    ).toBe(true);
    expect(cids(all)).toEqual(['a', 'b', 'c', 'e', 'f']);
  });

  it('keeps the position of acknowledged entries and of those that are not stored yet', () => {
    const all = items('a', 'b', 'c', 'd');
    change(all, 'b', { seq: 7 });
    const before = all.stored;
    change(all, 'd', { stored: false });
    all.add({ entry: entry('e'), stored: false, sent: false });
    all.merge([entry('a'), entry('c'), entry('d', { state: 'failed' })], before);
    expect(cids(all)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(all.get('d')!.entry.state).toBe('waiting');
  });

  it('updates an entry that belongs to another tab now, and counts it as not sent', () => {
    const all = items('a', 'b');
    change(all, 'a', { sent: true });
    change(all, 'b', { sent: true });
    all.merge([entry('a', { tab: 'other' }), entry('b')], all.stored);
    expect([all.get('a'), all.get('b')]).toMatchObject([
      { entry: { tab: 'other' }, sent: false },
      { entry: { cid: 'b' }, sent: true },
    ]);
  });

  it('returns the same arrays and entries when nothing has changed', () => {
    const all = items('a', 'b');
    const shown = all.of('tea');
    expect(all.merge([entry('a'), entry('b')], all.stored)).toBe(false);
    expect(all.of('tea')).toBe(shown);
    expect(all.merge([entry('a'), entry('b'), entry('c', { room: 'garden' })], all.stored)).toBe(true);
    expect(all.of('tea')).toBe(shown);
    expect(all.of('garden')).toHaveLength(1);
  });
});
