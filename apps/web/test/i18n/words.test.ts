import { afterEach, expect, test } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { refusalSentence } from '../../src/i18n/refusals.ts';
import { panelWords } from '../../src/i18n/panel-words.ts';
import { setLanguage, words } from '../../src/i18n/words.ts';
import { enPanels } from '../../src/i18n/en-panels.ts';
import { zh } from '../../src/i18n/zh.ts';
import { zhPanels } from '../../src/i18n/zh-panels.ts';

afterEach(() => setLanguage('en'));

/** Every string of a translation, by its path. */
function strings(part: object, path = ''): [string, string][] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const fullPath = `${path}${key}`;
    if (typeof value === 'string') return [[fullPath, value]];
    // A transformed string has its original in `input`.
    const inside = value instanceof Object && 'input' in value ? (value as { input: unknown }).input : value;
    return typeof inside === 'string' ? [[fullPath, inside]] : strings(inside as object, `${fullPath}.`);
  });
}

test('every Chinese string has Chinese characters and the placeholders of the English one', () => {
  const placeholders = (sentence: string): string[] =>
    [...sentence.matchAll(/\{\w+\}/g)].map(([placeholder]) => placeholder).toSorted();
  const english = new Map(strings({ ...en, panels: enPanels }));
  const chinese = strings({ ...zh, panels: zhPanels });
  expect(chinese.length).toBeGreaterThan(100);
  for (const [path, sentence] of chinese) {
    expect(placeholders(sentence), path).toEqual(placeholders(english.get(path) ?? `no ${path}`));
    expect(sentence, path).toMatch(/\p{Script=Han}/u);
  }
});

test('counts have a singular and a plural, and are formatted for the locale', () => {
  expect(words.peopleHere(1)).toBe('1 person here');
  expect(words.peopleHere(1_200)).toBe('1,200 people here');
});

test('a name with special characters is inserted unchanged', () => {
  expect(words.writeTo({ room: '$& {room} $1' })).toBe('Write to $& {room} $1');
});

test('a right-to-left name does not change the direction of the sentence', () => {
  expect(words.writeTo({ room: 'سلام' })).toBe('Write to \u2068سلام\u2069');
});

test('the language can be switched and switched back', async () => {
  await setLanguage('zh-Hans');
  expect(words.rooms).toBe('房间');
  expect(words.peopleHere(3)).toBe('3 人在线');
  expect(await refusalSentence('internal')).toMatch(/服务器/);
  expect(panelWords.theme).toBe('外观');
  await setLanguage('en');
  expect(words.rooms).toBe('Rooms');
  expect(await refusalSentence('room_invalid', 'slash')).toMatch(/slash/);
});
