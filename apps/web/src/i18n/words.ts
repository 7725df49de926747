import { createI18n, type ComponentsJSON } from '@nanostores/i18n';
import { LOBBY } from '@hubbub/protocol/limits';
import { atom } from 'nanostores';
import type { Lang } from '../model/language.ts';
import { en } from './en.ts';

/** The page's languages, each in its own words. */
export const languages: Record<Lang, string> = { en: 'English', 'zh-Hans': '中文' };

const current = atom<Lang>('en');
export const i18n = createI18n(current, {
  baseLocale: 'en',
  get: async (_lang, parts) => {
    const files = new Set(parts.map((part) => chinese[part] ?? fetchPage));
    return Object.assign({}, ...(await Promise.all([...files].map((fetch) => fetch())))) as ComponentsJSON;
  },
});

// If the words cannot be fetched, the page stays in English: better than no page.
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
const fetchPanels = (): Promise<ComponentsJSON> =>
  import('./zh-panels.ts').then(
    ({ zhPanels }) => ({ panels: zhPanels }),
    () => ({ panels: {} }),
  );
/** The chunks of the words that most visits do not need. */
const chinese: Record<string, () => Promise<ComponentsJSON>> = {
  errors: fetchRefusals,
  nameReasons: fetchRefusals,
  roomReasons: fetchRefusals,
  panels: fetchPanels,
};

const page = i18n('page', en.page);
const closed = i18n('closed', en.closed);
for (const part of [page, closed]) part.listen(() => undefined);

/** The words of the reader's language. A live binding: after `setLanguage` everything that shows words is drawn anew. */
export let words = read();

function read() {
  return { ...page.get(), closed: closed.get() };
}

/** A room's name as the page shows it: the lobby's is translated, every other one is its own. */
export function roomTitle(room: string): string {
  return room === LOBBY ? words.lobby : room;
}

export async function setLanguage(lang: Lang): Promise<void> {
  current.set(lang);
  await wordsLoaded();
  words = read();
}

/** Resolves when all requested words have been fetched. */
export async function wordsLoaded(): Promise<void> {
  if (!i18n.loading.get()) return;
  await new Promise<void>((resolve) => {
    const stop = i18n.loading.listen((loading) => {
      if (loading) return;
      stop();
      resolve();
    });
  });
}
