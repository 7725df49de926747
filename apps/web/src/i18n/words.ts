import { createI18n, type ComponentsJSON } from '@nanostores/i18n';
import { atom } from 'nanostores';
import { en } from './en.ts';

/** What the page speaks, by the name that `<html lang>` knows. */
export const languages = { en: 'English', 'zh-Hans': '中文' } as const;
export type Lang = keyof typeof languages;

export interface Language {
  lang: Lang;
  /** What the browser asked for, so that dates look as they do at home. */
  locale: string;
}

const spoken = atom<Lang>('en');
export const i18n = createI18n(spoken, {
  baseLocale: 'en',
  get: async (_lang, parts) => {
    const files = new Set(parts.map((part) => chinese[part] ?? fetchPage));
    return Object.assign({}, ...(await Promise.all([...files].map((fetch) => fetch())))) as ComponentsJSON;
  },
});

// A page in the wrong language is better than none, so English stays where the other words cannot be fetched.
const fetchPage = (): Promise<ComponentsJSON> =>
  import('./zh.ts').then(
    ({ zh }) => zh,
    () => ({ page: {}, closed: {} }),
  );
const fetchRefusals = (): Promise<ComponentsJSON> =>
  import('./zh-refusals.ts').then(
    ({ zhRefusals }) => zhRefusals,
    () => ({ errors: {}, nameReasons: {}, roomReasons: {} }),
  );
const fetchSheets = (): Promise<ComponentsJSON> =>
  import('./zh-sheets.ts').then(
    ({ zhSheets }) => ({ sheets: zhSheets }),
    () => ({ sheets: {} }),
  );
/** Where the words are that not everybody needs. */
const chinese: Record<string, () => Promise<ComponentsJSON>> = {
  errors: fetchRefusals,
  nameReasons: fetchRefusals,
  roomReasons: fetchRefusals,
  sheets: fetchSheets,
};

const page = i18n('page', en.page);
const closed = i18n('closed', en.closed);
for (const part of [page, closed]) part.listen(() => undefined);

/** The words of the reader's language. A live binding: after `speak` everything that shows words is drawn anew. */
export let words = read();

function read() {
  return { ...page.get(), closed: closed.get() };
}

export async function speak(lang: Lang): Promise<void> {
  spoken.set(lang);
  await fetched();
  words = read();
}

/** All words that were asked for are here. */
export async function fetched(): Promise<void> {
  if (!i18n.loading.get()) return;
  await new Promise<void>((resolve) => {
    const stop = i18n.loading.listen((loading) => {
      if (loading) return;
      stop();
      resolve();
    });
  });
}

/** The first of the browser's languages that this page speaks; `chosen` is what the reader chose here, if anything. */
export function pickLanguage(asked: readonly string[], chosen?: string): Language {
  const known = asked.map((locale) => ({ lang: langOf(locale), locale }));
  if (chosen === 'en' || chosen === 'zh-Hans')
    return { lang: chosen, locale: known.find(({ lang }) => lang === chosen)?.locale ?? chosen };
  const found = known.find(({ lang }) => lang !== undefined);
  return found?.lang === undefined ? { lang: 'en', locale: 'en' } : { lang: found.lang, locale: found.locale };
}

function langOf(locale: string): Lang | undefined {
  const [language] = locale.toLowerCase().split('-');
  if (language === 'zh') return 'zh-Hans';
  return language === 'en' ? 'en' : undefined;
}
