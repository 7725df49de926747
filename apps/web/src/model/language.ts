/** The languages that the page is written in, by their name in `<html lang>`. */
export const langs = ['en', 'zh-Hans'] as const;
export type Lang = (typeof langs)[number];

export interface Language {
  lang: Lang;
  /** The browser's own locale of that language: dates and numbers are written the way the reader is used to. */
  locale: string;
}

/** The reader's choice, or else the first of the browser's locales that the page is written in, or else English. */
export function pickLanguage(locales: readonly string[], chosen?: string): Language {
  const known = locales.map((locale) => ({ lang: langOf(locale), locale }));
  const lang = langs.find((each) => each === chosen);
  if (lang !== undefined) return { lang, locale: known.find((each) => each.lang === lang)?.locale ?? lang };
  const found = known.find((each) => each.lang !== undefined);
  return found?.lang === undefined ? { lang: 'en', locale: 'en' } : { lang: found.lang, locale: found.locale };
}

function langOf(locale: string): Lang | undefined {
  const [language] = locale.toLowerCase().split('-');
  if (language === 'zh') return 'zh-Hans';
  return language === 'en' ? 'en' : undefined;
}
