import { render } from 'preact';
import { Client } from '@hubbub/client';
import { memoryIdentity, storageIdentity } from '@hubbub/client/identity';
import { indexedDbOutbox } from '@hubbub/client/outbox/indexeddb';
import { Journal } from '@hubbub/client/outbox/journal';
import { browserTabs } from '@hubbub/client/outbox/tabs';
import type { RoomList } from '@hubbub/protocol/http';
import { bindToWindow } from './page-lifecycle.ts';
import { loadFullMarkdown } from './markdown/parse.ts';
import { App } from './model/app.ts';
import { PersistedMap } from './model/persisted-map.ts';
import { pickLanguage, type Language } from './model/language.ts';
import { savePreferences, readPreferences, type Preferences } from './model/preferences.ts';
import { readRoute } from './model/routes.ts';
import { removeSent } from './model/writing.ts';
import { setLanguage } from './i18n/words.ts';
import { AppProvider } from './ui/app-context.ts';
import { Page } from './shell/Page.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/rooms.css';
import './styles/messages.css';
import './styles/typing.css';
import './styles/prose.css';
import './styles/code.css';
import './styles/reactions.css';
import './styles/separators.css';
import './styles/actions.css';
import './styles/suggestions.css';
import './styles/name-prompt.css';
import './styles/composer.css';
import './styles/dialogs.css';
import './styles/emoji.css';
import './styles/empty.css';
import './styles/sheets.css';

const PREFETCH_DELAY_MS = 1_500;

/** Several Hubbubs under one origin share its storage, so every key contains the base path. */
const base = new URL(document.baseURI);
const key = (name: string): string => `hubbub.${name}${base.pathname}`;
const storage = storageOf(() => localStorage);
const identity = storage ? storageIdentity(storage, key('secret')) : memoryIdentity();
const preferences = readPreferences(storage, key('preferences'));
const drafts = new PersistedMap<string>({ storage, key: key('drafts'), valueType: 'string' });
const replies = new PersistedMap<number>({ storage, key: key('replies'), valueType: 'number' });
const journal = new Journal(storage, key('sending'));
removeSent(drafts, replies, journal.entries());

// Connecting and joining take a round trip each, so they start before anything is drawn.
const client = new Client({
  url: new URL('ws', base).href.replace(/^http/, 'ws'),
  api: new URL('api', base).href,
  identity,
  outbox: indexedDbOutbox(key('outbox'), journal),
  tabs: browserTabs(key('tabs')),
});
client.start();
const initialRoute = readRoute(location.pathname, base.pathname);
if (initialRoute.type === 'room') client.join(initialRoute.room);
void loadFullMarkdown();

/** Loads the words of the reader's language, and sets the document's `lang`. */
async function applyLanguage({ lang }: Preferences): Promise<Language> {
  const language = pickLanguage(navigator.languages, lang);
  await setLanguage(language.lang);
  document.documentElement.lang = language.lang;
  return language;
}

const app = new App({
  client,
  identity,
  drafts,
  replies,
  seen: new PersistedMap<number>({ storage, key: key('seen'), valueType: 'number', merge: Math.max }),
  emoji: new PersistedMap<string>({ storage, key: key('emoji'), valueType: 'string' }),
  fetchRooms: async () => {
    const answer = await fetch(new URL('api/rooms', base));
    if (!answer.ok) throw new Error(`The room list was refused with ${answer.status}.`);
    return (await answer.json()) as RoomList;
  },
  base,
  shareBase: lanAddress(),
  language: await applyLanguage(preferences),
  preferences,
  applyPreferences: (chosen) => {
    savePreferences(storage, key('preferences'), chosen);
    return applyLanguage(chosen);
  },
  now: Date.now,
  setPath: (path, entry) =>
    entry === 'push' ? history.pushState(null, '', path) : history.replaceState(null, '', path),
});

bindToWindow(window, app, key);
const root = document.getElementById('app');
if (root)
  render(
    <AppProvider value={app}>
      <Page />
    </AppProvider>,
    root,
  );

// Not on a metered connection, and not before the room has been drawn.
const { connection } = navigator as { connection?: { saveData?: boolean } };
if (connection?.saveData !== true)
  setTimeout(async () => (await import('./prefetch.ts')).prefetchChunks(app.language.peek().lang), PREFETCH_DELAY_MS);

/** The server's address in the local network. The server names it only on a page that was opened at localhost. */
function lanAddress(): URL | undefined {
  const content = document.querySelector<HTMLMetaElement>('meta[name="hubbub:address"]')?.content;
  return (content !== undefined && URL.parse(content)) || undefined;
}

/** Browsers that forbid storage throw when it is accessed. */
function storageOf(access: () => Storage): Storage | null {
  try {
    return access();
  } catch {
    return null;
  }
}
