import { batch, signal, type Signal } from '@preact/signals';
import type { Client, ConnectionState, Identity } from '@hubbub/client';
import type { Position } from '@hubbub/client/timeline/position';
import type { RoomList, RoomSummary } from '@hubbub/protocol/http';
import type { Me } from '@hubbub/protocol/lines';
import type { PersistedMap } from './persisted-map.ts';
import { JumpTarget } from './jump-target.ts';
import type { Preferences } from './preferences.ts';
import { ReadMarks } from './read-marks.ts';
import { snapshotOf, type RoomSnapshot } from './room-snapshot.ts';
import { roomPath, type Route } from './routes.ts';
import { makeTimes, startOfDay, type Times } from './times.ts';
import { words, type Language } from '../i18n/words.ts';
import { Unread } from './unread.ts';
import { Writing } from './writing.ts';

/** What may lie over the room. One at a time. */
export type Panel = 'settings' | 'shortcuts' | 'switcher' | 'mentions' | 'date';

export interface AppOptions {
  client: Client;
  identity: Identity;
  /** By room: what was typed and not sent, and the message that it answers. */
  drafts: PersistedMap<string>;
  replies: PersistedMap<number>;
  /** By room: the newest `seq` that was on the screen of this browser. */
  seen: PersistedMap<number>;
  /** The emoji that were used last, and their skin tone; see `emoji/recent.ts`. */
  emoji: PersistedMap<string>;
  fetchRooms: () => Promise<RoomList>;
  /** The address that Hubbub lives under, with a slash at its end; and how another path comes into the bar. */
  base: URL;
  /** What the page speaks, and writes times and numbers like. */
  language: Language;
  preferences: Preferences;
  /** Keeps what was chosen, and makes the page speak it. */
  prefer: (preferences: Preferences) => Promise<Language>;
  push: (path: string) => void;
  now?: () => number;
}

/**
 * Longer than a frame, so that a burst of messages is drawn once. In a flood drawing takes a part of the time only: so
 * many times as long as the last drawing took, the browser is free for typing and scrolling.
 */
const DRAW_MS = 16;
const REST = 3;
const LONGEST_REST_MS = 250;

/** What the page shows and what it can do. The client tells when something changed; this turns it into signals. */
export class App {
  readonly client: Client;
  readonly readMarks: ReadMarks;
  readonly writing: Writing;
  readonly jumpTarget: JumpTarget;
  readonly unread: Unread;
  readonly emoji: PersistedMap<string>;
  /** The path that Hubbub lives under. */
  readonly base: string;
  times: Times;
  readonly language: Signal<Language>;
  readonly preferences: Signal<Preferences>;
  readonly route = signal<Route | null>(null);
  readonly connection = signal<ConnectionState>({ type: 'idle' });
  /** When the connection was lost; null while it stands, and before the first one. */
  readonly lostAt = signal<number | null>(null);
  readonly me = signal<Me | null>(null);
  readonly view = signal<RoomSnapshot | null>(null);
  readonly rooms = signal<readonly RoomSummary[]>([]);
  readonly drawer = signal(false);
  readonly panel = signal<Panel | null>(null);
  /** A word about what was just done, shown for a moment. */
  readonly toast = signal('');
  /** Midnight of the day it is, so that "Today" becomes "Yesterday" on an open page. */
  readonly today: Signal<number>;

  readonly #origin: string;
  readonly #identity: Identity;
  readonly #fetchRooms: () => Promise<RoomList>;
  readonly #push: (path: string) => void;
  readonly #prefer: (preferences: Preferences) => Promise<Language>;
  readonly #now: () => number;
  #drawing = false;
  #rest = 0;

  constructor(options: AppOptions) {
    const { client, drafts, replies, seen, base, language, now = Date.now } = options;
    this.client = client;
    this.#identity = options.identity;
    this.readMarks = new ReadMarks(seen);
    const view = (): RoomSnapshot | null => this.view.peek();
    this.writing = new Writing({ client, drafts, replies, view, done: () => this.#wrote() });
    this.jumpTarget = new JumpTarget(client, () => this.showToast(words.noAnswer));
    this.unread = new Unread(client, seen);
    this.emoji = options.emoji;
    this.#fetchRooms = options.fetchRooms;
    this.base = base.pathname;
    this.#origin = base.origin;
    this.language = signal(language);
    this.preferences = signal(options.preferences);
    this.#prefer = options.prefer;
    this.times = makeTimes(language.locale);
    this.#push = options.push;
    this.#now = now;
    this.today = signal(startOfDay(now()));
    client.subscribe(() => this.#soon());
  }

  get locale(): string {
    return this.language.value.locale;
  }

  /** The reader chose a theme or a language. */
  async setPreferences(chosen: Partial<Preferences>): Promise<void> {
    const preferences = { ...this.preferences.peek(), ...chosen };
    this.preferences.value = preferences;
    const language = await this.#prefer(preferences);
    this.times = makeTimes(language.locale);
    this.language.value = language;
  }

  /** The person has a name, or a secret that the server has not been asked about yet. */
  get named(): boolean {
    return this.client.me !== null || this.#identity.load() !== undefined;
  }

  /** What to give to others: a room, or a message in it. */
  link(room: string, seq?: number): string {
    return this.#origin + roomPath(room, this.base, seq);
  }

  /** Goes to a room, or to a message in it, by a click: the address says so, and "back" comes back. */
  open(room: string, seq?: number): void {
    this.#push(roomPath(room, this.base, seq));
    this.goTo({ type: 'room', room, ...(seq !== undefined && { seq }) });
  }

  goTo(route: Route): void {
    const before = this.route.peek();
    const room = route.type === 'room' ? route.room : null;
    const elsewhere = before?.type !== 'room' || before.room !== room;
    batch(() => {
      this.route.value = route;
      this.drawer.value = false;
      this.panel.value = null;
      if (room !== null) this.client.join(room);
      if (elsewhere) {
        this.readMarks.mark(this.view.peek());
        this.readMarks.enterRoom(room);
        this.writing.enterRoom(room);
        this.unread.enterRoom(room);
      }
      if (route.type === 'room' && route.seq !== undefined) this.jumpTarget.request(route.room, { seq: route.seq });
      else if (route.type === 'room') this.jumpTarget.follow(route.room);
      this.refresh();
    });
  }

  /** Goes to another place in the room that is open. */
  jumpTo(where: Position): void {
    const room = this.view.peek()?.room;
    if (room !== undefined) this.jumpTarget.request(room, where);
  }

  /** Tells whether somebody looks at the page: what comes while nobody does is unread. */
  setVisible(visible: boolean): void {
    this.readMarks.setVisible(visible, this.view.value);
    if (visible) {
      this.client.wake();
      void this.loadRooms();
    } else this.save();
  }

  /** Called when the page may be about to go: what was typed and read is there on the next visit. */
  save(): void {
    this.writing.save();
    this.readMarks.save();
  }

  /** Another tab has read something. */
  reloadReadMarks(): void {
    this.readMarks.reload(this.view.peek());
    this.unread.watch();
  }

  showToast(said: string): void {
    this.toast.value = said;
  }

  /** Back to the newest messages. */
  returnToNewest(): void {
    const room = this.view.peek()?.room;
    if (room !== undefined) this.jumpTarget.follow(room);
    this.refresh();
  }

  loadOlder(): void {
    const room = this.view.value?.room;
    // Asked again when the reader scrolls, so a page that did not come is no more than a page that did not come.
    if (room !== undefined) this.client.loadOlder(room).catch(() => undefined);
  }

  loadNewer(): void {
    const room = this.view.value?.room;
    if (room !== undefined) this.client.loadNewer(room).catch(() => undefined);
  }

  async loadRooms(): Promise<void> {
    try {
      this.rooms.value = (await this.#fetchRooms()).rooms;
    } catch {
      // The list stays as it was; the banner tells about the connection.
    }
  }

  /** Called now and then: the day may have changed. */
  tick(): void {
    this.today.value = startOfDay(this.#now());
  }

  refresh(): void {
    const route = this.route.value;
    const view = route?.type === 'room' ? this.client.rooms.get(route.room) : undefined;
    batch(() => {
      this.#followConnection();
      this.me.value = this.client.me;
      this.view.value = view ? snapshotOf(view) : null;
      this.unread.refresh();
      this.jumpTarget.resolve();
      const first = this.view.value !== null && this.readMarks.roomShown(this.view.value, this.client.me?.id ?? null);
      // The server has counted us in here, and out there.
      if (first) void this.loadRooms();
    });
    this.#leaveOthers();
  }

  #wrote(): void {
    this.readMarks.newAfter.value = null;
    this.refresh();
  }

  #soon(): void {
    if (this.#drawing) return;
    // Somebody waits for the first sight of the room.
    if (this.view.peek()?.phase === 'joining') return this.refresh();
    this.#drawing = true;
    setTimeout(
      () => {
        this.#drawing = false;
        const began = performance.now();
        this.refresh();
        // The components draw in a task of their own, right after this one.
        setTimeout(() => (this.#rest = Math.min(LONGEST_REST_MS, (performance.now() - began) * REST)));
      },
      Math.max(DRAW_MS, this.#rest),
    );
  }

  #followConnection(): void {
    const before = this.connection.value;
    const state = this.client.state;
    if (state.type === 'online') this.lostAt.value = null;
    else if (before.type === 'online') this.lostAt.value = this.#now();
    this.connection.value = state;
  }

  /** Who went elsewhere is not there any more, except where something of theirs still has to go out. */
  #leaveOthers(): void {
    const here = this.route.value;
    for (const [room, { pending }] of this.client.rooms) {
      const going = pending.some(({ state }) => state === 'waiting');
      if (!going && !(here?.type === 'room' && here.room === room)) this.client.leave(room);
    }
  }
}
