import { expect, test } from 'vitest';
import { pickLanguage } from '../../src/model/language.ts';

test.each([
  [['zh-CN', 'en'], undefined, 'zh-Hans', 'zh-CN'],
  [['de-DE', 'en-GB', 'zh'], undefined, 'en', 'en-GB'],
  [['ZH-tw'], undefined, 'zh-Hans', 'ZH-tw'],
  [['fr'], undefined, 'en', 'en'],
  [[], undefined, 'en', 'en'],
  [['zh-CN', 'en-GB'], 'en', 'en', 'en-GB'],
  [['fr'], 'zh-Hans', 'zh-Hans', 'zh-Hans'],
  [['fr'], 'tlh', 'en', 'en'],
])('a browser with the locales %s and the preference %s gets %s', (locales, preferred, lang, locale) => {
  expect(pickLanguage(locales, preferred)).toEqual({ lang, locale });
});
