import { expect, test } from 'vitest';
import { MAX_RECENT, RecentEmoji } from '../../src/emoji/recent.ts';

/** Behaves like a `PersistedMap`: values that were not saved are lost on a reload. */
class FakePersistedMap {
  readonly #saved: Map<string, string>;
  readonly #values: Map<string, string>;

  constructor(saved = new Map<string, string>()) {
    this.#saved = saved;
    this.#values = new Map(saved);
  }

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  save(): void {
    for (const [key, value] of this.#values) this.#saved.set(key, value);
  }
}

const recentFrom = (saved?: Map<string, string>) => new RecentEmoji(new FakePersistedMap(saved));

test('the last used emoji comes first, is listed once, and survives a reload', () => {
  const storage = new Map<string, string>();
  const recent = recentFrom(storage);
  expect(recent.list).toEqual([]);
  for (const emoji of ['😀', '👍', '🎉', '👍']) recent.add(emoji);
  expect(recent.list).toEqual(['👍', '🎉', '😀']);
  expect(recentFrom(storage).list).toEqual(['👍', '🎉', '😀']);
});

test('the oldest emoji are dropped above the maximum', () => {
  const recent = recentFrom();
  for (let at = 0; at < MAX_RECENT + 5; at++) recent.add(String.fromCodePoint(0x1f600 + at));
  expect(recent.list).toHaveLength(MAX_RECENT);
  expect(recent.list[0]).toBe(String.fromCodePoint(0x1f600 + MAX_RECENT + 4));
});

test('the skin tone survives a reload', () => {
  const storage = new Map<string, string>();
  expect(recentFrom(storage).tone).toBe(0);
  recentFrom(storage).tone = 4;
  expect(recentFrom(storage).tone).toBe(4);
});

test('an invalid stored value is ignored', () => {
  const recent = recentFrom(
    new Map([
      ['recent', '  🎉  '],
      ['tone', 'nine'],
    ]),
  );
  expect([recent.list, recent.tone]).toEqual([['🎉'], 0]);
});
