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
])('%s, having chosen %s, reads %s', (locales, chosen, lang, locale) => {
  expect(pickLanguage(locales, chosen)).toEqual({ lang, locale });
});
