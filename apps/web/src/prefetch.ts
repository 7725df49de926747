import type { Lang } from './model/language.ts';

/** Fetches the chunks of what is opened on demand, one after the other while the page is idle. */
export async function prefetchChunks(lang: Lang): Promise<void> {
  const chunks = [
    () => import('./shell/Switcher.tsx'),
    () => import('./emoji/EmojiPicker.tsx'),
    () => import('./composer/completions.ts'),
    () => import('./composer/outgoing-text.ts'),
    () => import('./composer/ReplyBar.tsx'),
    () => import('./composer/SizeNote.tsx'),
    () => import('./shell/Drawer.tsx'),
    () => import('./shell/Shortcuts.tsx'),
    () => import('./shell/Settings.tsx'),
    () => import('./shell/MentionsInbox.tsx'),
    () => import('./shell/DateJump.tsx'),
    () => import('./shell/DeleteDialog.tsx'),
    () => import('./room/PeopleList.tsx'),
    () => import('./markdown/Code.tsx'),
    async () => (await import('./emoji/catalogue.ts')).loadCatalogue(lang),
  ];
  for (const load of chunks) {
    await idle();
    // A chunk that could not be fetched is fetched again when it is needed.
    await load().catch(() => undefined);
  }
}

/** Safari has no requestIdleCallback. */
async function idle(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve());
    else setTimeout(resolve, 100);
  });
}
