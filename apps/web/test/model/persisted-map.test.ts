import { expect, test } from 'vitest';
import { PersistedMap } from '../../src/model/persisted-map.ts';

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

test('values are stored by key and survive a reload', () => {
  const storage = memoryStorage();
  const drafts = new PersistedMap<string>({ storage, key: 'drafts', valueType: 'string' });
  drafts.set('ops', 'half a sen');
  drafts.set('上海', '你');
  drafts.delete('上海');
  drafts.save();
  const reloaded = new PersistedMap<string>({ storage, key: 'drafts', valueType: 'string' });
  expect(reloaded.get('ops')).toBe('half a sen');
  expect(reloaded.get('上海')).toBeUndefined();
});

test('a map whose storage fails keeps its values until the page is closed', () => {
  const fail = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const drafts = new PersistedMap<string>({
    storage: { getItem: fail, setItem: fail },
    key: 'drafts',
    valueType: 'string',
  });
  drafts.set('ops', 'text');
  drafts.save();
  expect(drafts.get('ops')).toBe('text');
});

test.each(['{', '7', 'null', '[["a"],["b","c"],7]'])('the invalid stored value %s is ignored', (stored) => {
  const marks = new PersistedMap<number>({
    storage: { getItem: () => stored, setItem: () => undefined },
    key: 'seen',
    valueType: 'number',
  });
  expect(marks.get('a')).toBeUndefined();
  expect(marks.get('b')).toBeUndefined();
});

test('tabs keep the values that other tabs saved, and merge the ones that both set', () => {
  const storage = memoryStorage();
  const tab = () => new PersistedMap<number>({ storage, key: 'seen', valueType: 'number', merge: Math.max });
  const [first, second] = [tab(), tab()];
  first.set('ops', 7);
  first.set('tea', 1);
  first.save();
  second.set('ops', 5);
  second.set('garden', 3);
  second.save();
  expect(second.get('ops')).toBe(7);
  first.delete('tea');
  first.reload();
  expect([first.get('ops'), first.get('garden'), first.get('tea')]).toEqual([7, 3, undefined]);
  first.save();
  expect([...tab().entries()].toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
    ['garden', 3],
    ['ops', 7],
  ]);
});
