import { createI18n, type ComponentsJSON } from '@nanostores/i18n';
import { atom } from 'nanostores';
import type { Lang } from '../model/language.ts';
import { en } from './en.ts';

/** The page's languages, each in its own words. */
export const languages: Record<Lang, string> = { en: 'English', 'zh-Hans': '中文' };

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
