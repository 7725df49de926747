import { afterEach, expect, test } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { refusalSentence } from '../../src/i18n/refusals.ts';
import { panelWords } from '../../src/i18n/panel-words.ts';
import { setLanguage, words } from '../../src/i18n/words.ts';
import { enRefusals } from '../../src/i18n/en-refusals.ts';
import { enPanels } from '../../src/i18n/en-panels.ts';
import { zh } from '../../src/i18n/zh.ts';
import { zhRefusals } from '../../src/i18n/zh-refusals.ts';
import { zhPanels } from '../../src/i18n/zh-panels.ts';

afterEach(() => setLanguage('en'));

/** Every string of a translation, by its path. */
function strings(part: object, path = ''): [string, string][] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const here = `${path}${key}`;
    if (typeof value === 'string') return [[here, value]];
    // What a transform was given is kept beside it.
    const inside = value instanceof Object && 'input' in value ? (value as { input: unknown }).input : value;
    return typeof inside === 'string' ? [[here, inside]] : strings(inside as object, `${here}.`);
  });
}

test('Chinese has the blanks that English has, and is Chinese', () => {
  const blanks = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(([blank]) => blank).toSorted();
  const english = new Map(strings({ ...en, ...enRefusals, panels: enPanels }));
  const chinese = strings({ ...zh, ...zhRefusals, panels: zhPanels });
  expect(chinese.length).toBeGreaterThan(100);
  for (const [path, sentence] of chinese) {
    expect(blanks(sentence), path).toEqual(blanks(english.get(path) ?? `no ${path}`));
    expect(sentence, path).toMatch(/\p{Script=Han}/u);
  }
});

test('one is not many, and many are written as one writes them here', () => {
  expect(words.peopleHere(1)).toBe('1 person here');
  expect(words.peopleHere(1_200)).toBe('1,200 people here');
});

test('a name is put into a sentence as it is', () => {
  expect(words.writeTo({ room: '$& {room} $1' })).toBe('Write to $& {room} $1');
});

test('a name from right to left does not turn the words around it', () => {
  expect(words.writeTo({ room: 'سلام' })).toBe('Write to \u2068سلام\u2069');
});

test('another language takes the place of the first one, and gives it back', async () => {
  await setLanguage('zh-Hans');
  expect(words.rooms).toBe('房间');
  expect(words.peopleHere(3)).toBe('3 人在线');
  expect(await refusalSentence('internal')).toMatch(/服务器/);
  expect(panelWords.theme).toBe('外观');
  await setLanguage('en');
  expect(words.rooms).toBe('Rooms');
  expect(await refusalSentence('room_invalid', 'slash')).toMatch(/slash/);
});
