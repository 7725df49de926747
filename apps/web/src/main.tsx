import { render } from 'preact';
import { Client } from '@hubbub/client';
import { memoryIdentity, storageIdentity } from '@hubbub/client/identity';
import { indexedDbOutbox } from '@hubbub/client/outbox/indexeddb';
import { browserTabs } from '@hubbub/client/outbox/tabs';
import type { RoomList } from '@hubbub/protocol/http';
import { liveIn } from './page-lifecycle.ts';
import { loadFullMarkdown } from './markdown/parse.ts';
import { App } from './model/app.ts';
import { PersistedMap } from './model/persisted-map.ts';
import { pickLanguage, type Language } from './model/language.ts';
import { savePreferences, readPreferences, type Preferences } from './model/preferences.ts';
import { readRoute } from './model/routes.ts';
import { setLanguage } from './i18n/words.ts';
import { AppProvider } from './ui/app-context.ts';
import { Page } from './shell/Page.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/rooms.css';
import './styles/messages.css';
import './styles/prose.css';
import './styles/reactions.css';
import './styles/separators.css';
import './styles/actions.css';
import './styles/composer.css';
import './styles/dialogs.css';
import './styles/emoji.css';
import './styles/empty.css';
import './styles/sheets.css';

/** Two Hubbubs on one host share its storage, so the path they live under is in every key. */
const base = new URL(document.baseURI);
const key = (what: string): string => `hubbub.${what}${base.pathname}`;
const storage = storageOf(() => localStorage);
const identity = storage ? storageIdentity(storage, key('secret')) : memoryIdentity();
const preferences = readPreferences(storage, key('preferences'));

// The line is opened, and the room is asked for, before anything is drawn: both take a while.
const client = new Client({
  url: new URL('ws', base).href.replace(/^http/, 'ws'),
  api: new URL('api', base).href,
  identity,
  outbox: indexedDbOutbox(key('outbox')),
  tabs: browserTabs(key('tabs')),
});
client.start();
const arrival = readRoute(location.pathname, base.pathname);
if (arrival.type === 'room') client.join(arrival.room);
void loadFullMarkdown();

/** Speaks, and tells the document what. */
async function become({ lang }: Preferences): Promise<Language> {
  const language = pickLanguage(navigator.languages, lang);
  await setLanguage(language.lang);
  document.documentElement.lang = language.lang;
  return language;
}

const app = new App({
  client,
  identity,
  drafts: new PersistedMap<string>({ storage, key: key('drafts'), valueType: 'string' }),
  replies: new PersistedMap<number>({ storage, key: key('replies'), valueType: 'number' }),
  seen: new PersistedMap<number>({ storage, key: key('seen'), valueType: 'number', merge: Math.max }),
  emoji: new PersistedMap<string>({ storage, key: key('emoji'), valueType: 'string' }),
  fetchRooms: async () => {
    const answer = await fetch(new URL('api/rooms', base));
    if (!answer.ok) throw new Error(`The room list was refused with ${answer.status}.`);
    return (await answer.json()) as RoomList;
  },
  base,
  language: await become(preferences),
  preferences,
  applyPreferences: (chosen) => {
    savePreferences(storage, key('preferences'), chosen);
    return become(chosen);
  },
  now: Date.now,
  setPath: (path, entry) =>
    entry === 'push' ? history.pushState(null, '', path) : history.replaceState(null, '', path),
});

liveIn(window, app, key);
const root = document.getElementById('app');
if (root)
  render(
    <AppProvider value={app}>
      <Page />
    </AppProvider>,
    root,
  );

/** Browsers that are told to keep nothing throw when asked for their storage. */
function storageOf(ask: () => Storage): Storage | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
