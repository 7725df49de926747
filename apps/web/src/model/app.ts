import { batch, signal, type Signal } from '@preact/signals';
import type { Client, ConnectionState, Position } from '@hubbub/client';
import type { Person } from '@hubbub/protocol/events';
import type { RoomSummary } from '@hubbub/protocol/http';
import type { AppOptions } from './app-options.ts';
import { JumpTarget } from './jump-target.ts';
import type { Language } from './language.ts';
import type { PersistedMap } from './persisted-map.ts';
import type { Preferences } from './preferences.ts';
import { ReadMarks } from './read-marks.ts';
import { RefreshScheduler } from './refresh-scheduler.ts';
import { snapshotOf, type RoomSnapshot } from './room-snapshot.ts';
import { roomPath, type Route } from './routes.ts';
import { makeTimes, startOfDay, type Times } from './times.ts';
import { Unread } from './unread.ts';
import { Writing } from './writing.ts';

/** The dialogs that may cover the room, one at a time. */
export type Panel = 'settings' | 'shortcuts' | 'switcher' | 'mentions' | 'date';

/** What the page shows and can do: turns the client's changes into signals, and the reader's actions into calls. */
export class App {
  readonly client: Client;
  readonly readMarks: ReadMarks;
  readonly writing: Writing;
  readonly jumpTarget: JumpTarget;
  readonly unread: Unread;
  readonly emoji: PersistedMap<string>;
  /** The path that Hubbub is served under. */
  readonly base: string;
  times: Times;
  readonly language: Signal<Language>;
  readonly preferences: Signal<Preferences>;
  readonly route = signal<Route | null>(null);
  readonly connection = signal<ConnectionState>({ type: 'idle' });
  /** See `Client.limitedUntil`; 0 once it is over. */
  readonly limitedUntil = signal(0);
  /** When the connection was lost, in milliseconds since 1970; null while online and before the first connection. */
  readonly lostAt = signal<number | null>(null);
  readonly me = signal<Person | null>(null);
  readonly view = signal<RoomSnapshot | null>(null);
  readonly rooms = signal<readonly RoomSummary[]>([]);
  readonly drawer = signal(false);
  readonly panel = signal<Panel | null>(null);
  /** A short confirmation, shown for a moment; empty for none. */
  readonly toast = signal('');
  /** Today's midnight, so that "Today" becomes "Yesterday" on an open page. */
  readonly today: Signal<number>;
  readonly #options: AppOptions;
  readonly #refreshes = new RefreshScheduler(() => this.refresh());

  constructor(options: AppOptions) {
    const { client, drafts, replies, seen, language, now } = options;
    this.#options = options;
    this.client = client;
    this.readMarks = new ReadMarks(seen);
    this.writing = new Writing({
      client,
      drafts,
      replies,
      view: () => this.view.peek(),
      sent: (room) => this.#sent(room),
      changed: () => this.#changed(),
    });
    this.jumpTarget = new JumpTarget(client, () => this.#removeMessageFromPath());
    this.unread = new Unread(client, seen);
    this.emoji = options.emoji;
    this.base = options.base.pathname;
    this.language = signal(language);
    this.preferences = signal(options.preferences);
    this.times = makeTimes(language.locale);
    this.today = signal(startOfDay(now()));
    client.subscribe(() => {
      // The first view of a room is drawn at once: somebody is waiting for it.
      if (this.view.peek()?.phase === 'joining') this.refresh();
      else this.#refreshes.schedule();
    });
  }

  get locale(): string {
    return this.language.value.locale;
  }

  /** The reader chose a theme or a language. */
  async setPreferences(changes: Partial<Preferences>): Promise<void> {
    const preferences = { ...this.preferences.peek(), ...changes };
    this.preferences.value = preferences;
    const language = await this.#options.applyPreferences(preferences);
    this.times = makeTimes(language.locale);
    this.language.value = language;
  }

  /** The person has a name, or a stored secret that the server has not seen yet. */
  get named(): boolean {
    return this.client.me !== null || this.#options.identity.load() !== undefined;
  }

  /** The full address of a room, or of a message in it, for links that people copy. */
  link(room: string, seq?: number): string {
    const { origin, pathname } = this.#options.shareBase ?? this.#options.base;
    return origin + roomPath(room, pathname, seq);
  }

  /** Goes to a room, or to a message in it, as a new entry of the browser's history. */
  open(room: string, seq?: number): void {
    this.#options.setPath(roomPath(room, this.base, seq), 'push');
    this.goTo({ type: 'room', room, ...(seq !== undefined && { seq }) });
  }

  /** Shows what the address asks for. */
  goTo(route: Route): void {
    const before = this.route.peek();
    const room = route.type === 'room' ? route.room : null;
    const isOtherRoom = before?.type !== 'room' || before.room !== room;
    batch(() => {
      this.route.value = route;
      this.drawer.value = false;
      this.panel.value = null;
      if (room !== null) this.client.join(room);
      if (isOtherRoom) {
        this.readMarks.mark(this.view.peek());
        this.readMarks.enterRoom(room);
        this.writing.enterRoom(room);
        this.unread.enterRoom(room);
      }
      if (route.type === 'room' && route.seq !== undefined) this.jumpTarget.request(route.room, { seq: route.seq });
      else if (route.type === 'room') this.jumpTarget.returnToNewest(route.room);
      this.refresh();
    });
  }

  /** Jumps to a message or a time in the open room. */
  jumpTo(position: Position): void {
    const room = this.view.peek()?.room;
    if (room !== undefined) this.jumpTarget.request(room, position);
  }

  /** Back to the newest messages of the open room. */
  returnToNewest(): void {
    const room = this.view.peek()?.room;
    if (room === undefined) return;
    batch(() => {
      this.#removeMessageFromPath();
      this.jumpTarget.returnToNewest(room);
      this.refresh();
    });
  }

  /** Messages that arrive while the page is hidden are unread. */
  setVisible(visible: boolean): void {
    this.readMarks.setVisible(visible, this.view.value);
    if (visible) {
      this.client.wake();
      void this.loadRooms();
    } else this.save();
  }

  /** Called when the page may be about to close: drafts and read marks survive it. */
  save(): void {
    this.writing.save();
    this.readMarks.save();
  }

  /** Another tab has saved its read marks. */
  reloadReadMarks(): void {
    this.readMarks.reload(this.view.peek());
    this.unread.watch();
  }

  showToast(text: string): void {
    this.toast.value = text;
  }

  loadOlder(): void {
    const room = this.view.value?.room;
    // A page that fails to load is requested again at the next scroll.
    if (room !== undefined) this.client.loadOlder(room).catch(() => undefined);
  }

  loadNewer(): void {
    const room = this.view.value?.room;
    if (room !== undefined) this.client.loadNewer(room).catch(() => undefined);
  }

  async loadRooms(): Promise<void> {
    try {
      this.rooms.value = (await this.#options.fetchRooms()).rooms;
    } catch {
      // The list stays as it was; the banner reports the connection.
    }
  }

  /** Called every now and then: the day may have changed. */
  tick(): void {
    this.today.value = startOfDay(this.#options.now());
  }

  refresh(): void {
    const route = this.route.value;
    const view = route?.type === 'room' ? this.client.rooms.get(route.room) : undefined;
    batch(() => {
      this.#refreshConnection();
      this.me.value = this.client.me;
      this.view.value = view ? snapshotOf(view) : null;
      this.unread.refresh();
      this.jumpTarget.resolve();
      const isFirstPage =
        this.view.value !== null && this.readMarks.roomShown(this.view.value, this.me.value?.id ?? null);
      // Joining changed the numbers of people in this room and in the one before.
      if (isFirstPage) void this.loadRooms();
    });
    this.#leaveOtherRooms();
  }

  /** The sender always sees their own new message. */
  #sent(room: string): void {
    if (this.view.peek()?.room === room) this.returnToNewest();
    this.#changed();
  }

  #changed(): void {
    this.readMarks.newAfter.value = null;
    this.refresh();
  }

  /** The address does not point at a message any more once the page shows something else. */
  #removeMessageFromPath(): void {
    const route = this.route.peek();
    if (route?.type !== 'room' || route.seq === undefined) return;
    this.route.value = { type: 'room', room: route.room };
    this.#options.setPath(roomPath(route.room, this.base), 'replace');
  }

  #refreshConnection(): void {
    const { state } = this.client;
    if (state.type === 'online') this.lostAt.value = null;
    else if (this.connection.value.type === 'online') this.lostAt.value = this.#options.now();
    this.connection.value = state;
    this.limitedUntil.value = this.client.limitedUntil > this.#options.now() ? this.client.limitedUntil : 0;
  }

  /** A room stays joined after one has gone elsewhere only while something of one's own is waiting to be sent. */
  #leaveOtherRooms(): void {
    const route = this.route.value;
    for (const [room, { pending }] of this.client.rooms) {
      const isSending = pending.some(({ state }) => state === 'waiting');
      if (!isSending && !(route?.type === 'room' && route.room === room)) this.client.leave(room);
    }
  }
}
