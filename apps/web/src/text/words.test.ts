import { expect, test } from 'vitest';
import { en } from './en.ts';
import { pickLanguage } from './words.ts';
import { zh } from './zh.ts';

test.each([
  [['zh-CN', 'en'], 'zh-Hans', 'zh-CN'],
  [['de-DE', 'en-GB', 'zh'], 'en', 'en-GB'],
  [['ZH-tw'], 'zh-Hans', 'ZH-tw'],
  [['fr'], 'en', 'en'],
  [[], 'en', 'en'],
])('%s reads %s', (asked, lang, locale) => {
  expect(pickLanguage(asked)).toEqual({ lang, locale });
});

test('every sentence is there in both languages', () => {
  const paths = (words: object, before = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? paths(value as object, `${before}${key}.`) : [`${before}${key}:${typeof value}`],
    );
  expect(paths(zh).toSorted()).toEqual(paths(en).toSorted());
  for (const [key, sentence] of Object.entries({ ...zh.errors, ...zh.nameReasons, ...zh.roomReasons })) {
    expect(sentence, key).toMatch(/\p{Script=Han}/u);
  }
});

test('one is not many', () => {
  expect(en.peopleHere(1)).toBe('1 person here');
  expect(en.peopleHere(1_200)).toBe('1,200 people here');
});
