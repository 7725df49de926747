import type { Client, Identity } from '@hubbub/client';
import type { RoomList } from '@hubbub/protocol/http';
import type { Language } from './language.ts';
import type { PersistedMap } from './persisted-map.ts';
import type { Preferences } from './preferences.ts';

/** What the App needs from the browser; tests give their own. */
export interface AppOptions {
  client: Client;
  identity: Identity;
  /** By room: the unsent text, and the `seq` of the message that it replies to. */
  drafts: PersistedMap<string>;
  replies: PersistedMap<number>;
  /** By room: the newest `seq` that was on the screen of this browser. */
  seen: PersistedMap<number>;
  /** The emoji that were used last, and their skin tone; see `emoji/recent.ts`. */
  emoji: PersistedMap<string>;
  fetchRooms: () => Promise<RoomList>;
  /** The address that Hubbub is served under, ending with a slash. */
  base: URL;
  /** The address for links that people copy, where others cannot open `base` because it is a loopback address. */
  shareBase?: URL | undefined;
  language: Language;
  preferences: Preferences;
  /** Stores the preferences and loads the words of the language that they mean. */
  applyPreferences: (preferences: Preferences) => Promise<Language>;
  /** Changes the path in the address bar, as a new entry of the history or in place of the current one. */
  setPath: (path: string, entry: 'push' | 'replace') => void;
  /** Milliseconds since 1970. */
  now: () => number;
}
