import { effect } from '@preact/signals';
import type { App } from './model/app.ts';
import unreadIcon from './icon-unread.svg';
import { roomTitle } from './i18n/words.ts';
import { readRoute } from './model/routes.ts';
import { shortcut } from './shortcuts.ts';

/** Milliseconds between two looks at the room list, and at the calendar, while somebody looks at the page. */
const ROOMS_MS = 15_000;
const TICK_MS = 30_000;
/** And between two times that what was read is kept. */
const MARKS_MS = 2_000;

/** Within this time the server has given a name that another tab asks for. */
const OTHER_TAB_MS = 1_000;

/** Ties the app to the browser it lives in: the address, the title, being looked at, the network, other tabs. */
export function liveIn(window: Window, app: App, key: (what: string) => string): void {
  const { document, history, location } = window;
  const { readMarks } = app;
  const visible = (): boolean => document.visibilityState === 'visible';
  const go = (): void => {
    const route = readRoute(location.pathname, app.base);
    app.goTo(route);
  };

  window.addEventListener('popstate', go);
  document.addEventListener('keydown', (event) => shortcut(app, event));
  document.addEventListener('visibilitychange', () => app.setVisible(visible()));
  window.addEventListener('pagehide', () => {
    app.save();
    app.client.goodbye();
  });
  for (const event of ['pageshow', 'online']) window.addEventListener(event, () => app.client.wake());
  window.addEventListener('offline', () => app.client.networkLost());
  // A name that was taken in another tab is this one's as well. That tab keeps the secret a moment before the server does.
  window.addEventListener('storage', (event) => {
    if (event.key === key('secret') && event.newValue !== null) setTimeout(() => app.client.wake(), OTHER_TAB_MS);
    if (event.key === key('seen')) app.reloadReadMarks();
    if (event.key === key('drafts') || event.key === key('replies')) app.writing.reload();
  });

  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const icons = { calm: icon?.href ?? '', unread: unreadIcon };
  effect(() => {
    // In another language the lobby has another name.
    void app.language.value;
    const route = app.route.value;
    const unread = readMarks.missedCount.value;
    const mentions = app.unread.mentionCount;
    const count = mentions > 0 ? `(@${mentions}) ` : unread > 0 ? `(${unread}) ` : '';
    document.title = route?.type === 'room' ? `${count}${roomTitle(route.room)} · Hubbub` : `${count}Hubbub`;
    if (icon) icon.href = mentions + unread > 0 ? icons.unread : icons.calm;
  });
  effect(() => {
    const { theme } = app.preferences.value;
    document.documentElement.dataset['theme'] = theme;
  });
  // Soon enough for the other tabs, and seldom enough for the disk.
  setInterval(() => readMarks.save(), MARKS_MS);

  setInterval(() => {
    if (visible()) void app.loadRooms();
  }, ROOMS_MS);
  setInterval(() => app.tick(), TICK_MS);

  const view = window.visualViewport;
  view?.addEventListener('resize', () => fit(window, view));

  go();
  // The rooms are asked for once the open one is here: first things first.
  if (!visible()) app.setVisible(false);
  if (app.route.peek()?.type !== 'room') void app.loadRooms();
  history.scrollRestoration = 'manual';
}

/**
 * iOS lays its keyboard over the page and pushes the page up. The page gets as high as what is left instead, so that
 * both its ends stay in sight. Zooming with two fingers makes the view smaller too, and must not do this.
 */
function fit(window: Window, view: VisualViewport): void {
  const { style } = window.document.documentElement;
  if (view.scale > 1.01 || view.height >= window.innerHeight) style.removeProperty('--visible');
  else style.setProperty('--visible', `${view.height}px`);
  window.scrollTo(0, 0);
}
