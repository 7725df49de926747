import { en, type Words } from './en.ts';

/** The words of the reader's language. A live binding: set once, before the first drawing. */
export let words: Words = en;

export interface Language {
  /** For `<html lang>`. */
  lang: 'en' | 'zh-Hans';
  /** What the browser asked for, so that dates look as they do at home. */
  locale: string;
}

/** The first of the browser's languages that this page speaks. */
export function pickLanguage(asked: readonly string[]): Language {
  for (const locale of asked) {
    const [language] = locale.toLowerCase().split('-');
    if (language === 'zh') return { lang: 'zh-Hans', locale };
    if (language === 'en') return { lang: 'en', locale };
  }
  return { lang: 'en', locale: 'en' };
}

/** A page in the wrong language is better than none, so English stays when the other words cannot be fetched. */
export async function speak(language: Language): Promise<void> {
  if (language.lang !== 'zh-Hans') return;
  try {
    words = (await import('./zh.ts')).zh;
  } catch {
    words = en;
  }
}
