import { effect } from '@preact/signals';
import type { App } from './model/app.ts';
import unreadIcon from './icon-unread.svg';
import { roomTitle } from './i18n/words.ts';
import { readRoute } from './model/routes.ts';
import { shortcut } from './shortcuts.ts';

const ROOM_LIST_INTERVAL_MS = 15_000;
const TICK_INTERVAL_MS = 30_000;
/** Often enough for the other tabs, and seldom enough for the disk. */
const SAVE_INTERVAL_MS = 2_000;
/** Another tab stores a new secret shortly before the server accepts its name. */
const SIGN_IN_DELAY_MS = 1_000;

/** Connects the app to the browser: address, title, visibility, network and other tabs. `key` names a storage key. */
export function bindToWindow(window: Window, app: App, key: (name: string) => string): void {
  const { document, history, location } = window;
  const { readMarks } = app;
  const visible = (): boolean => document.visibilityState === 'visible';
  const followAddress = (): void => app.goTo(readRoute(location.pathname, app.base));

  window.addEventListener('popstate', followAddress);
  document.addEventListener('keydown', (event) => shortcut(app, event));
  document.addEventListener('visibilitychange', () => app.setVisible(visible()));
  window.addEventListener('pagehide', () => {
    app.save();
    app.client.goodbye();
  });
  for (const event of ['pageshow', 'online']) window.addEventListener(event, () => app.client.wake());
  window.addEventListener('offline', () => app.client.networkLost());
  // All tabs share one identity, so a name that was chosen in another tab applies here as well.
  window.addEventListener('storage', (event) => {
    if (event.key === key('secret') && event.newValue !== null) setTimeout(() => app.client.wake(), SIGN_IN_DELAY_MS);
    if (event.key === key('seen')) app.reloadReadMarks();
    if (event.key === key('drafts') || event.key === key('replies')) app.writing.reload();
  });

  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const icons = { calm: icon?.href ?? '', unread: unreadIcon };
  effect(() => {
    // The lobby's name depends on the language.
    void app.language.value;
    const route = app.route.value;
    const unread = readMarks.missedCount.value;
    const mentions = app.unread.mentionCount;
    const count = mentions > 0 ? `(@${mentions}) ` : unread > 0 ? `(${unread}) ` : '';
    document.title = route?.type === 'room' ? `${count}${roomTitle(route.room)} · Hubbub` : `${count}Hubbub`;
    if (icon) icon.href = mentions + unread > 0 ? icons.unread : icons.calm;
  });
  effect(() => {
    document.documentElement.dataset['theme'] = app.preferences.value.theme;
  });

  setInterval(() => readMarks.save(), SAVE_INTERVAL_MS);
  setInterval(() => {
    if (visible()) void app.loadRooms();
  }, ROOM_LIST_INTERVAL_MS);
  setInterval(() => app.tick(), TICK_INTERVAL_MS);

  const view = window.visualViewport;
  view?.addEventListener('resize', () => fitToViewport(window, view));

  followAddress();
  if (!visible()) app.setVisible(false);
  // An open room loads first; the room list follows it.
  if (app.route.peek()?.type !== 'room') void app.loadRooms();
  history.scrollRestoration = 'manual';
}

/**
 * iOS lays its keyboard over the page and scrolls the page up. The page shrinks to the visible height instead, so that
 * its top and bottom stay visible. Pinch zoom also shrinks the viewport, and is ignored.
 */
function fitToViewport(window: Window, view: VisualViewport): void {
  const { style } = window.document.documentElement;
  if (view.scale > 1.01 || view.height >= window.innerHeight) style.removeProperty('--visible');
  else style.setProperty('--visible', `${view.height}px`);
  window.scrollTo(0, 0);
}
