import { expect, test } from 'vitest';
import { makeCatalogue, loadCatalogue } from '../../src/emoji/catalogue.ts';
import { packed as enPacked } from '../../src/emoji/en.baked.ts';
import { packed as zhPacked } from '../../src/emoji/zh.baked.ts';

const en = makeCatalogue(enPacked, 17);
const zh = makeCatalogue(zhPacked, 17);

const best = (book: typeof en, query: string, limit = 3) => book.search(query, limit).map(({ emoji }) => emoji);
const at = (book: typeof en, query: string, emoji: string) =>
  book.search(query, Infinity).findIndex((entry) => entry.emoji === emoji);

test.each([
  ['an exact shortcode', 'smile', '😄'],
  ['a shortcode with its colons', ':tada:', '🎉'],
  ['a shortcode with a sign', '+1', '👍'],
  ['the second shortcode of an emoji', 'thumbsup', '👍'],
  ['the beginning of a shortcode', 'thumbsu', '👍'],
  ['a shortcode with spaces', 'heart eyes', '😍'],
  ['two words of a name in any order', 'fox face', '🦊'],
  ['a word to search by', 'hooray', '🥳'],
  ['capitals', 'TADA', '🎉'],
  ['wide letters', 'ｔａｄａ', '🎉'],
  ['accents that are asked for', 'pinata', '🪅'],
  ['accents that are not there', 'pĩzzà', '🍕'],
  ['an apostrophe of another kind', "man's shoe", '👞'],
  ['the emoji itself', '🎉', '🎉'],
  ['the emoji in a skin tone', '👍🏽', '👍'],
])('%s: %s finds %s first', (_, query, emoji) => {
  expect(best(en, query, 1)).toEqual([emoji]);
});

test('exact shortcodes come first, then beginnings of shortcodes, names, words, and last what is inside', () => {
  // :heart:, :heart_eyes:, a name with "heart" in it, a word of 💋, and a shortcode that has it in the middle
  const places = ['❤️', '😍', '💙', '💋'].map((emoji) => at(en, 'heart', emoji));
  expect(places[0]).toBe(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(at(en, 'art', '🎨')).toBeLessThan(at(en, 'art', '❤️'));
});

test.each([
  ['a name', '大笑', '😄'],
  ['the beginning of a name', '披', '🍕'],
  ['a word to search by', '生日快乐', '🎂'],
  ['a flag', '法国', '🇫🇷'],
  ['an English shortcode', 'tada', '🎉'],
  ['an English shortcode with colons', ':+1:', '👍'],
])('in Chinese, %s: %s is found by %s', (_, query, emoji) => {
  expect(best(zh, query, 12)).toContain(emoji);
});

test('Chinese characters are found inside a name, and also when others stand between them', () => {
  expect(best(zh, '猫', 40)).toContain('😹');
  expect(best(zh, '猫脸', 40)).toContain('🐱');
  const scattered = at(zh, '猫哭', '😿');
  expect(scattered).toBeGreaterThanOrEqual(0);
});

test('nothing is found by nothing, by blanks, or by what nothing is called', () => {
  for (const query of ['', '  ', ':', '::', 'qqqq', '龘']) expect(best(en, query), query).toEqual([]);
});

test('no more is given than was asked for', () => {
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
])('%s is the name of %s', (code, emoji) => {
  expect(en.byShortcode(code)).toBe(emoji);
  expect(zh.byShortcode(code)).toBe(emoji);
});

test('an emoji is known in every skin tone, and with or without the sign that asks for colour', () => {
  expect(zh.entryOf('👍🏿')?.codes[0]).toBe('+1');
  expect(en.entryOf('❤')?.emoji).toBe('❤️');
  expect(en.entryOf('x')).toBeUndefined();
});

test('both languages have the same emoji in nine groups, each with a name and a shortcode', () => {
  const flat = (book: typeof en) => book.groups.flatMap(({ entries }) => entries);
  expect(zh.groups.map(({ entries }) => entries.length)).toEqual(en.groups.map(({ entries }) => entries.length));
  expect(flat(zh).map(({ emoji, codes }) => [emoji, ...codes])).toEqual(
    flat(en).map(({ emoji, codes }) => [emoji, ...codes]),
  );
  expect(en.groups).toHaveLength(9);
  expect(flat(en).length).toBeGreaterThan(1_900);
  for (const book of [en, zh]) {
    for (const { emoji, name, codes } of flat(book)) {
      expect(emoji).toMatch(/^\p{RGI_Emoji}$/v);
      expect(name, emoji).not.toBe('');
      expect(codes[0], emoji).toMatch(/^[a-z0-9_+-]+$/);
    }
  }
  const codes = flat(en).flatMap((entry) => entry.codes);
  expect(new Set(codes).size).toBe(codes.length);
});

test('what the system cannot draw is not offered, and still understood', () => {
  const older = makeCatalogue(enPacked, 13.1);
  expect(best(older, 'melting_face')).not.toContain('🫠');
  expect(older.groups[0]?.entries.map(({ emoji }) => emoji)).not.toContain('🫠');
  expect(older.byShortcode('melting_face')).toBe('🫠');
  expect(best(older, 'smiling_face_with_tear', 1)).toEqual(['🥲']);
});

test('a book is opened once', async () => {
  const book = await loadCatalogue('zh-Hans');
  expect(await loadCatalogue('zh-Hans')).toBe(book);
  expect(book.entryOf('🎉')?.name).toMatch(/\p{Script=Han}/u);
  expect((await loadCatalogue('en')).entryOf('🎉')?.name).toBe('party popper');
});
