import { langs, type Lang } from './language.ts';
import type { KeyValueStorage } from './persisted-map.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The reader's choices in this browser. Theme `auto` and language `undefined` follow the system. */
export interface Preferences {
  theme: Theme;
  lang: Lang | undefined;
}

/** Reads the stored choices. Anything that is missing or unreadable follows the system. */
export function readPreferences(storage: KeyValueStorage | null, key: string): Preferences {
  let stored: Partial<Record<string, unknown>> | null = null;
  try {
    stored = JSON.parse(storage?.getItem(key) ?? 'null') as typeof stored;
  } catch {
    // Not ours, or damaged: treated as absent.
  }
  return {
    theme: themes.find((theme) => theme === stored?.['theme']) ?? 'auto',
    lang: langs.find((lang) => lang === stored?.['lang']),
  };
}

/** Where storage is full or forbidden, the choices last as long as the page. */
export function savePreferences(storage: KeyValueStorage | null, key: string, preferences: Preferences): void {
  try {
    storage?.setItem(key, JSON.stringify(preferences));
  } catch {
    // See above.
  }
}
