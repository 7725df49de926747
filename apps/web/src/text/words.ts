import { createI18n } from '@nanostores/i18n';
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
const i18n = createI18n(spoken, {
  baseLocale: 'en',
  // A page in the wrong language is better than none, so English stays when the other words cannot be fetched.
  get: () =>
    import('./zh.ts').then(
      ({ zh }) => zh,
      () => ({ page: {}, errors: {}, nameReasons: {}, roomReasons: {}, closed: {} }),
    ),
});
const page = i18n('page', en.page);
const errors = i18n('errors', en.errors);
const nameReasons = i18n('nameReasons', en.nameReasons);
const roomReasons = i18n('roomReasons', en.roomReasons);
const closed = i18n('closed', en.closed);
for (const part of [page, errors, nameReasons, roomReasons, closed]) part.listen(() => undefined);

/** The words of the reader's language. A live binding: after `speak` everything that shows words is drawn anew. */
export let words = read();

function read() {
  return {
    ...page.get(),
    errors: errors.get(),
    nameReasons: nameReasons.get(),
    roomReasons: roomReasons.get(),
    closed: closed.get(),
  };
}

export async function speak(lang: Lang): Promise<void> {
  spoken.set(lang);
  if (i18n.loading.get()) {
    await new Promise<void>((resolve) => {
      const stop = i18n.loading.listen((loading) => {
        if (loading) return;
        stop();
        resolve();
      });
    });
  }
  words = read();
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
