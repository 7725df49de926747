import { expect, test } from 'vitest';
import { KeptMap } from './kept-map.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('each room has its own draft, and it is there after a reload', () => {
  const storage = memory();
  const drafts = new KeptMap<string>(storage, 'drafts', 'string');
  drafts.set('ops', 'half a sen');
  drafts.set('上海', '你');
  drafts.delete('上海');
  drafts.save();
  const reloaded = new KeptMap<string>(storage, 'drafts', 'string');
  expect(reloaded.get('ops')).toBe('half a sen');
  expect(reloaded.get('上海')).toBeUndefined();
});

test('a storage that refuses loses nothing of this page', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const drafts = new KeptMap<string>({ getItem: refuse, setItem: refuse }, 'drafts', 'string');
  drafts.set('ops', 'text');
  drafts.save();
  expect(drafts.get('ops')).toBe('text');
});

test.each(['{', '7', 'null', '[["a"],["b","c"],7]'])('the strange leftover %s is ignored', (left) => {
  const marks = new KeptMap<number>({ getItem: () => left, setItem: () => undefined }, 'seen', 'number');
  expect(marks.get('a')).toBeUndefined();
  expect(marks.get('b')).toBeUndefined();
});
