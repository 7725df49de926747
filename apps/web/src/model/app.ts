import { batch, signal, type Signal } from '@preact/signals';
import type { Client, ConnectionState, Identity } from '@hubbub/client/client';
import type { Message } from '@hubbub/protocol/events';
import type { RoomList, RoomSummary } from '@hubbub/protocol/http';
import type { Me } from '@hubbub/protocol/lines';
import type { KeptMap } from './kept-map.ts';
import { Reading } from './reading.ts';
import { picture, type RoomPicture } from './room-picture.ts';
import { roomPath, type Route } from './routes.ts';
import { makeTimes, startOfDay, type Times } from './times.ts';

export interface AppOptions {
  client: Client;
  identity: Identity;
  drafts: KeptMap<string>;
  /** By room: the newest `seq` that was on the screen of this browser. */
  seen: KeptMap<number>;
  fetchRooms: () => Promise<RoomList>;
  /** The address that Hubbub lives under, with a slash at its end; and how another path comes into the bar. */
  base: URL;
  /** Times and numbers are written as in this locale. */
  locale: string;
  push: (path: string) => void;
  now?: () => number;
}

/** Longer than a frame, so that a burst of messages is drawn once. */
const DRAW_MS = 16;

/** What the page shows and what it can do. The client tells when something changed; this turns it into signals. */
export class App {
  readonly client: Client;
  readonly drafts: KeptMap<string>;
  readonly reading: Reading;
  /** The path that Hubbub lives under. */
  readonly base: string;
  readonly locale: string;
  readonly times: Times;
  readonly route = signal<Route | null>(null);
  readonly connection = signal<ConnectionState>({ is: 'idle' });
  /** When the connection was lost; null while it stands, and before the first one. */
  readonly lostAt = signal<number | null>(null);
  readonly me = signal<Me | null>(null);
  readonly view = signal<RoomPicture | null>(null);
  readonly rooms = signal<readonly RoomSummary[]>([]);
  /** The `seq` of the message that is being edited. */
  readonly editing = signal<number | null>(null);
  readonly deleting = signal<Message | null>(null);
  readonly drawer = signal(false);
  /** Midnight of the day it is, so that "Today" becomes "Yesterday" on an open page. */
  readonly today: Signal<number>;

  readonly #origin: string;
  readonly #identity: Identity;
  readonly #fetchRooms: () => Promise<RoomList>;
  readonly #push: (path: string) => void;
  readonly #now: () => number;
  #drawing = false;

  constructor({ client, identity, drafts, seen, fetchRooms, base, locale, push, now = Date.now }: AppOptions) {
    this.client = client;
    this.drafts = drafts;
    this.#identity = identity;
    this.reading = new Reading(seen);
    this.#fetchRooms = fetchRooms;
    this.base = base.pathname;
    this.#origin = base.origin;
    this.locale = locale;
    this.times = makeTimes(locale);
    this.#push = push;
    this.#now = now;
    this.today = signal(startOfDay(now()));
    client.subscribe(() => this.#soon());
  }

  /** The person has a name, or a secret that the server has not been asked about yet. */
  get named(): boolean {
    return this.client.me !== null || this.#identity.load() !== undefined;
  }

  /** What to give to others. */
  link(room: string): string {
    return this.#origin + roomPath(room, this.base);
  }

  /** Goes to a room by a click: the address says so, and "back" comes back. */
  open(room: string): void {
    this.#push(roomPath(room, this.base));
    this.go({ is: 'room', room });
  }

  go(route: Route): void {
    this.reading.mark(this.view.value);
    this.reading.enter(route.is === 'room' ? route.room : null);
    batch(() => {
      this.route.value = route;
      this.editing.value = null;
      this.drawer.value = false;
      if (route.is === 'room') this.client.join(route.room);
      this.refresh();
    });
  }

  /** Tells whether somebody looks at the page: what comes while nobody does is unread. */
  look(visible: boolean): void {
    this.reading.look(visible, this.view.value);
    if (visible) {
      this.client.wake();
      void this.loadRooms();
    } else this.keep();
  }

  /** Called when the page may be about to go: what was typed and read is there on the next visit. */
  keep(): void {
    this.drafts.save();
    this.reading.save();
  }

  send(room: string, text: string): void {
    this.reading.newAfter.value = null;
    this.client.send(room, text);
    this.refresh();
  }

  edit(message: Message, text: string): void {
    const room = this.view.value?.room;
    this.editing.value = null;
    if (room === undefined || text === message.text) return;
    this.client.edit(room, message.seq, text);
    this.refresh();
  }

  /** Opens one's newest message for editing. */
  editLast(): void {
    const me = this.me.value;
    const last = this.view.value?.messages.findLast((message) => message.by === me?.id && !message.deleted);
    if (me && last) this.editing.value = last.seq;
  }

  remove(message: Message): void {
    const room = this.view.value?.room;
    this.deleting.value = null;
    if (room === undefined) return;
    this.client.remove(room, message.seq);
    this.refresh();
  }

  loadOlder(): void {
    const room = this.view.value?.room;
    // Asked again when the reader scrolls, so a page that did not come is no more than a page that did not come.
    if (room !== undefined) this.client.loadOlder(room).catch(() => undefined);
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
    const view = route?.is === 'room' ? this.client.rooms.get(route.room) : undefined;
    batch(() => {
      this.#followConnection();
      this.me.value = this.client.me;
      this.view.value = view ? picture(view) : null;
      const first = this.view.value !== null && this.reading.show(this.view.value, this.client.me?.id ?? null);
      // The server has counted us in here, and out there.
      if (first) void this.loadRooms();
    });
    this.#leaveOthers();
  }

  #soon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    setTimeout(() => {
      this.#drawing = false;
      this.refresh();
    }, DRAW_MS);
  }

  #followConnection(): void {
    const before = this.connection.value;
    const state = this.client.state;
    if (state.is === 'online') this.lostAt.value = null;
    else if (before.is === 'online') this.lostAt.value = this.#now();
    this.connection.value = state;
  }

  /** Who went elsewhere is not there any more, except where something of theirs still has to go out. */
  #leaveOthers(): void {
    const here = this.route.value;
    for (const [room, { pending }] of this.client.rooms) {
      if (pending.length === 0 && !(here?.is === 'room' && here.room === room)) this.client.leave(room);
    }
  }
}
