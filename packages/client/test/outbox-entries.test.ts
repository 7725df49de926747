import { describe, expect, it } from 'vitest';
import { OutboxEntries, type Item } from '../src/outbox/entries.ts';
import { entry } from './support/outbox-contract.ts';

function entriesOf(...cids: string[]): OutboxEntries {
  const entries = new OutboxEntries();
  for (const cid of cids) entries.add({ entry: entry(cid), stored: true, sent: false });
  return entries;
}
const cids = (entries: OutboxEntries) => entries.of('tea').map(({ cid }) => cid);
const change = (entries: OutboxEntries, cid: string, changes: Partial<Item>) =>
  Object.assign(entries.get(cid)!, changes);

describe('merging a read of the store', () => {
  it('adds the entries of other tabs, in the store’s order, and drops those that they removed', () => {
    const entries = entriesOf('b', 'd', 'e');
    const before = entries.stored;
    expect(
      entries.merge(
        ['a', 'b', 'c', 'e', 'f'].map((cid) => entry(cid)),
        before,
      ),
    ).toBe(true);
    expect(cids(entries)).toEqual(['a', 'b', 'c', 'e', 'f']);
  });

  it('keeps the position of acknowledged entries and of those that are not stored yet', () => {
    const entries = entriesOf('a', 'b', 'c', 'd');
    change(entries, 'b', { seq: 7 });
    const before = entries.stored;
    change(entries, 'd', { stored: false });
    entries.add({ entry: entry('e'), stored: false, sent: false });
    entries.merge([entry('a'), entry('c'), entry('d', { state: 'failed' })], before);
    expect(cids(entries)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(entries.get('d')!.entry.state).toBe('waiting');
  });

  it('updates an entry that belongs to another tab now, and counts it as not sent', () => {
    const entries = entriesOf('a', 'b');
    change(entries, 'a', { sent: true });
    change(entries, 'b', { sent: true });
    entries.merge([entry('a', { tab: 'other' }), entry('b')], entries.stored);
    expect([entries.get('a'), entries.get('b')]).toMatchObject([
      { entry: { tab: 'other' }, sent: false },
      { entry: { cid: 'b' }, sent: true },
    ]);
  });

  it('returns the same arrays and entries when nothing has changed', () => {
    const entries = entriesOf('a', 'b');
    const shown = entries.of('tea');
    expect(entries.merge([entry('a'), entry('b')], entries.stored)).toBe(false);
    expect(entries.of('tea')).toBe(shown);
    expect(entries.merge([entry('a'), entry('b'), entry('c', { room: 'garden' })], entries.stored)).toBe(true);
    expect(entries.of('tea')).toBe(shown);
    expect(entries.of('garden')).toHaveLength(1);
  });
});
