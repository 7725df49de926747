import { languages, type Lang } from '../i18n/words.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the reader chose for this browser; undefined or `auto`: as the system has it. */
export interface Preferences {
  theme: Theme;
  lang: Lang | undefined;
}

type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem'>;

export function readPreferences(storage: KeyValueStorage | null, key: string): Preferences {
  let kept: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
    if (typeof read === 'object' && read !== null) kept = read as Record<string, unknown>;
  } catch {
    // Somebody else's, or none.
  }
  const { theme, lang } = kept;
  return {
    theme: themes.find((each) => each === theme) ?? 'auto',
    lang: typeof lang === 'string' && Object.hasOwn(languages, lang) ? (lang as Lang) : undefined,
  };
}

export function savePreferences(storage: KeyValueStorage | null, key: string, preferences: Preferences): void {
  try {
    storage?.setItem(key, JSON.stringify(preferences));
  } catch {
    // Full or forbidden: it lasts as long as the page, then.
  }
}
