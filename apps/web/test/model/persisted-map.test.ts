import { expect, test } from 'vitest';
import { PersistedMap } from '../../src/model/persisted-map.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('each room has its own draft, and it is there after a reload', () => {
  const storage = memory();
  const drafts = new PersistedMap<string>({ storage: storage, key: 'drafts', valueType: 'string' });
  drafts.set('ops', 'half a sen');
  drafts.set('上海', '你');
  drafts.delete('上海');
  drafts.save();
  const reloaded = new PersistedMap<string>({ storage: storage, key: 'drafts', valueType: 'string' });
  expect(reloaded.get('ops')).toBe('half a sen');
  expect(reloaded.get('上海')).toBeUndefined();
});

test('a storage that refuses loses nothing of this page', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const drafts = new PersistedMap<string>({
    storage: { getItem: refuse, setItem: refuse },
    key: 'drafts',
    valueType: 'string',
  });
  drafts.set('ops', 'text');
  drafts.save();
  expect(drafts.get('ops')).toBe('text');
});

test.each(['{', '7', 'null', '[["a"],["b","c"],7]'])('the strange leftover %s is ignored', (left) => {
  const marks = new PersistedMap<number>({
    storage: { getItem: () => left, setItem: () => undefined },
    key: 'seen',
    valueType: 'number',
  });
  expect(marks.get('a')).toBeUndefined();
  expect(marks.get('b')).toBeUndefined();
});

test('tabs keep what the others saved, and agree where both set the same', () => {
  const storage = memory();
  const tab = () => new PersistedMap<number>({ storage, key: 'seen', valueType: 'number', merge: Math.max });
  const [one, two] = [tab(), tab()];
  one.set('ops', 7);
  one.set('tea', 1);
  one.save();
  two.set('ops', 5);
  two.set('garden', 3);
  two.save();
  expect(two.get('ops')).toBe(7);
  one.delete('tea');
  one.reload();
  expect([one.get('ops'), one.get('garden'), one.get('tea')]).toEqual([7, 3, undefined]);
  one.save();
  expect([...tab().entries()].toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
    ['garden', 3],
    ['ops', 7],
  ]);
});
