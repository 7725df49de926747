import { expect, test } from 'vitest';
import { MAX_RECENT, RecentEmoji } from '../../src/emoji/recent.ts';

/** Keeps as a `PersistedMap` does: what was not saved is gone after a reload. */
class Kept {
  readonly #saved: Map<string, string>;
  readonly #now: Map<string, string>;

  constructor(saved = new Map<string, string>()) {
    this.#saved = saved;
    this.#now = new Map(saved);
  }

  get(key: string): string | undefined {
    return this.#now.get(key);
  }

  set(key: string, value: string): void {
    this.#now.set(key, value);
  }

  save(): void {
    for (const [key, value] of this.#now) this.#saved.set(key, value);
  }
}

const on = (saved?: Map<string, string>) => new RecentEmoji(new Kept(saved));

test('the last used comes first, once, and is there after a reload', () => {
  const storage = new Map<string, string>();
  const recent = on(storage);
  expect(recent.list).toEqual([]);
  for (const emoji of ['😀', '👍', '🎉', '👍']) recent.add(emoji);
  expect(recent.list).toEqual(['👍', '🎉', '😀']);
  expect(on(storage).list).toEqual(['👍', '🎉', '😀']);
});

test('the oldest go', () => {
  const recent = on();
  for (let at = 0; at < MAX_RECENT + 5; at++) recent.add(String.fromCodePoint(0x1f600 + at));
  expect(recent.list).toHaveLength(MAX_RECENT);
  expect(recent.list[0]).toBe(String.fromCodePoint(0x1f600 + MAX_RECENT + 4));
});

test('the skin tone is kept beside them', () => {
  const storage = new Map<string, string>();
  expect(on(storage).tone).toBe(0);
  on(storage).tone = 4;
  expect(on(storage).tone).toBe(4);
});

test('a strange leftover is ignored', () => {
  const strange = on(
    new Map([
      ['recent', '  🎉  '],
      ['tone', 'nine'],
    ]),
  );
  expect([strange.list, strange.tone]).toEqual([['🎉'], 0]);
});
