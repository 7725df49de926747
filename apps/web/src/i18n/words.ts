import { createI18n, type ComponentsJSON, translationsLoading } from '@nanostores/i18n';
import { LOBBY } from '@hubbub/protocol/limits';
import { atom } from 'nanostores';
import type { Lang } from '../model/language.ts';
import { en } from './en.ts';

/** The page's languages, each in its own words. */
export const languages: Record<Lang, string> = { en: 'English', 'zh-Hans': '中文' };

/** The Chinese words by part. The panels' are a chunk of their own, which the first view does not need. */
const chinese: Record<string, () => Promise<ComponentsJSON[string]>> = {
  page: async () => (await import('./zh.ts')).zh,
  panels: async () => (await import('./zh-panels.ts')).zhPanels,
};

const current = atom<Lang>('en');
export const i18n = createI18n(current, {
  baseLocale: 'en',
  get: (_lang, parts) =>
    Promise.all(
      parts.map(async (part) => ({
        // If the words cannot be fetched, the page stays in English: better than no page.
        [part]: (await chinese[part]?.().catch(() => undefined)) ?? {},
      })),
    ),
});

const page = i18n('page', en);
page.listen(() => undefined);

/** The words of the reader's language. A live binding: after `setLanguage` everything that shows words is drawn anew. */
export let words = page.get();

/** A room's name as the page shows it: the lobby's is translated, every other one is its own. */
export function roomTitle(room: string): string {
  return room === LOBBY ? words.lobby : room;
}

export async function setLanguage(lang: Lang): Promise<void> {
  current.set(lang);
  await translationsLoading(i18n);
  words = page.get();
}
