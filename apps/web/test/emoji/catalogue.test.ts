import { expect, test } from 'vitest';
import { makeCatalogue, loadCatalogue } from '../../src/emoji/catalogue.ts';
import { packed as enPacked } from '../../src/emoji/en.baked.ts';
import { packed as zhPacked } from '../../src/emoji/zh.baked.ts';

const en = makeCatalogue(enPacked, 17);
const zh = makeCatalogue(zhPacked, 17);

const find = (catalogue: typeof en, query: string, limit = 3) =>
  catalogue.search(query, limit).map(({ emoji }) => emoji);
const rank = (catalogue: typeof en, query: string, emoji: string) =>
  catalogue.search(query, Infinity).findIndex((entry) => entry.emoji === emoji);

test.each([
  ['an exact shortcode', 'smile', '😄'],
  ['a shortcode with its colons', ':tada:', '🎉'],
  ['a shortcode with a plus sign', '+1', '👍'],
  ['the second shortcode of an emoji', 'thumbsup', '👍'],
  ['the beginning of a shortcode', 'thumbsu', '👍'],
  ['a shortcode with spaces', 'heart eyes', '😍'],
  ['two words of a name in any order', 'fox face', '🦊'],
  ['a keyword', 'hooray', '🥳'],
  ['upper case', 'TADA', '🎉'],
  ['full-width letters', 'ｔａｄａ', '🎉'],
  ['a query without the accents of the name', 'pinata', '🪅'],
  ['a query with accents that the name lacks', 'pĩzzà', '🍕'],
  ['a straight instead of a curly apostrophe', "man's shoe", '👞'],
  ['the emoji itself', '🎉', '🎉'],
  ['the emoji in a skin tone', '👍🏽', '👍'],
])('%s: %s finds %s first', (_, query, emoji) => {
  expect(find(en, query, 1)).toEqual([emoji]);
});

test('exact shortcodes come first, then prefixes of shortcodes, names, keywords, and at last matches inside a word', () => {
  // :heart:, :heart_eyes:, a name with "heart" in it, and a keyword of 💋.
  const ranks = ['❤️', '😍', '💙', '💋'].map((emoji) => rank(en, 'heart', emoji));
  expect(ranks[0]).toBe(0);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(rank(en, 'art', '🎨')).toBeLessThan(rank(en, 'art', '❤️'));
});

test.each([
  ['a name', '大笑', '😄'],
  ['the beginning of a name', '披', '🍕'],
  ['a keyword', '生日快乐', '🎂'],
  ['a flag', '法国', '🇫🇷'],
  ['an English shortcode', 'tada', '🎉'],
  ['an English shortcode with colons', ':+1:', '👍'],
])('in Chinese, %s: %s is found by %s', (_, query, emoji) => {
  expect(find(zh, query, 12)).toContain(emoji);
});

test('Chinese characters are found anywhere in a name, even with others between them', () => {
  expect(find(zh, '猫', 40)).toContain('😹');
  expect(find(zh, '猫脸', 40)).toContain('🐱');
  expect(rank(zh, '猫哭', '😿')).toBeGreaterThanOrEqual(0);
});

test('an empty, blank or unknown query finds nothing', () => {
  for (const query of ['', '  ', ':', '::', 'qqqq', '龘']) expect(find(en, query), query).toEqual([]);
});

test('a search returns at most the requested number of emoji', () => {
  expect(en.search('a', 7)).toHaveLength(7);
  expect(en.search('🎉', 0)).toEqual([]);
});

test.each([
  ['tada', '🎉'],
  [':tada:', '🎉'],
  [':+1:', '👍'],
  ['SMILE', '😄'],
  ['tad', undefined],
  ['', undefined],
  ['constructor', undefined],
])('the shortcode %s stands for %s', (code, emoji) => {
  expect(en.byShortcode(code)).toBe(emoji);
  expect(zh.byShortcode(code)).toBe(emoji);
});

test('an entry is found for every skin tone, and with or without a variation selector', () => {
  expect(zh.entryOf('👍🏿')?.codes[0]).toBe('+1');
  expect(en.entryOf('❤')?.emoji).toBe('❤️');
  expect(en.entryOf('x')).toBeUndefined();
});

test('both languages have the same emoji in nine groups, each with a name and a shortcode', () => {
  const flat = (catalogue: typeof en) => catalogue.groups.flatMap(({ entries }) => entries);
  expect(zh.groups.map(({ entries }) => entries.length)).toEqual(en.groups.map(({ entries }) => entries.length));
  expect(flat(zh).map(({ emoji, codes }) => [emoji, ...codes])).toEqual(
    flat(en).map(({ emoji, codes }) => [emoji, ...codes]),
  );
  expect(en.groups).toHaveLength(9);
  expect(flat(en).length).toBeGreaterThan(1_900);
  for (const catalogue of [en, zh]) {
    for (const { emoji, name, codes } of flat(catalogue)) {
      expect(emoji).toMatch(/^\p{RGI_Emoji}$/v);
      expect(name, emoji).not.toBe('');
      expect(codes[0], emoji).toMatch(/^[a-z0-9_+-]+$/);
    }
  }
  const codes = flat(en).flatMap((entry) => entry.codes);
  expect(new Set(codes).size).toBe(codes.length);
});

test('an emoji that the system cannot draw is not found by a search, but its shortcode is known', () => {
  const older = makeCatalogue(enPacked, 13.1);
  expect(find(older, 'melting_face')).not.toContain('🫠');
  expect(older.groups[0]?.entries.map(({ emoji }) => emoji)).not.toContain('🫠');
  expect(older.byShortcode('melting_face')).toBe('🫠');
  expect(find(older, 'smiling_face_with_tear', 1)).toEqual(['🥲']);
});

test('a catalogue is loaded once', async () => {
  const catalogue = await loadCatalogue('zh-Hans');
  expect(await loadCatalogue('zh-Hans')).toBe(catalogue);
  expect(catalogue.entryOf('🎉')?.name).toMatch(/\p{Script=Han}/u);
  expect((await loadCatalogue('en')).entryOf('🎉')?.name).toBe('party popper');
});
