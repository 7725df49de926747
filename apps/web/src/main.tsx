import { render } from 'preact';
import { Client } from '@hubbub/client/client';
import { memoryIdentity, storageIdentity } from '@hubbub/client/identity';
import { indexedDbOutbox } from '@hubbub/client/outbox-indexeddb';
import type { RoomList } from '@hubbub/protocol/http';
import { liveIn } from './browser.ts';
import { App } from './model/app.ts';
import { KeptMap } from './model/kept-map.ts';
import { pickLanguage, speak } from './text/words.ts';
import { Page } from './ui/Page.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/rooms.css';
import './styles/messages.css';
import './styles/separators.css';
import './styles/actions.css';
import './styles/composer.css';
import './styles/dialogs.css';
import './styles/empty.css';

const language = pickLanguage(navigator.languages);
await speak(language);
document.documentElement.lang = language.lang;

/** Two Hubbubs on one host share its storage, so the path they live under is in every key. */
const base = new URL(document.baseURI);
const key = (what: string): string => `hubbub.${what}${base.pathname}`;
const local = storageOf(() => localStorage);
const identity = local ? storageIdentity(local, key('secret')) : memoryIdentity();

const app = new App({
  client: new Client({
    url: new URL('ws', base).href.replace(/^http/, 'ws'),
    api: new URL('api', base).href,
    identity,
    outbox: indexedDbOutbox(key('outbox')),
  }),
  identity,
  drafts: new KeptMap<string>(
    storageOf(() => sessionStorage),
    key('drafts'),
    'string',
  ),
  seen: new KeptMap<number>(local, key('seen'), 'number'),
  fetchRooms: async () => {
    const answer = await fetch(new URL('api/rooms', base));
    if (!answer.ok) throw new Error(`The room list was refused with ${answer.status}.`);
    return (await answer.json()) as RoomList;
  },
  base,
  locale: language.locale,
  push: (path) => history.pushState(null, '', path),
});

const root = document.getElementById('app');
if (root) render(<Page app={app} />, root);
liveIn(window, app, key('secret'));

/** Browsers that are told to keep nothing throw when asked for their storage. */
function storageOf(ask: () => Storage): Storage | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
