import type { Command } from '@hubbub/protocol/commands';
import type { Message } from '@hubbub/protocol/events';
import { DEFAULT_TEXT_BYTES } from '@hubbub/protocol/limits';
import type { Me, MentionsPage, Refusal, ServerLine, UnreadRoom } from '@hubbub/protocol/lines';
import { cleanName, cleanRoom } from '@hubbub/protocol/names';
import { Connection, type ConnectionState } from './connection.ts';
import type { Entry, OutboxStore } from './outbox/entry.ts';
import { newId } from './ids.ts';
import type { Identity } from './identity/identity.ts';
import { dueCommands } from './outbox/due-commands.ts';
import { Outbox } from './outbox/outbox.ts';
import { HistoryLoader } from './timeline/history-loader.ts';
import { SignIn } from './identity/sign-in.ts';
import type { Position } from './timeline/position.ts';
import { PendingRequests } from './pending-requests.ts';
import { RefusedError } from './errors.ts';
import type { Room, RoomView } from './rooms/room.ts';
import { Rooms } from './rooms/rooms.ts';
import { singleTab, type Tabs } from './outbox/tabs.ts';
import { UnreadRooms } from './rooms/unread.ts';

export type { ConnectionState } from './connection.ts';
export type { Entry, OutboxStore } from './outbox/entry.ts';
export type { Identity } from './identity/identity.ts';
export type { Position } from './timeline/position.ts';
export { RefusedError } from './errors.ts';
export type { RoomView } from './rooms/room.ts';

export interface ClientOptions {
  /** `ws(s)://…/ws` */
  url: string;
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
  /** The other tabs of this browser that use the same outbox and identity. Without it, there are none. */
  tabs?: Tabs;
  WebSocket?: typeof WebSocket;
  fetch?: typeof fetch;
  /** At least 0 and below 1, for the jitter of reconnecting. */
  random?: () => number;
}

/**
 * One person's line to a server, in as many rooms as wanted. Rooms are joined and things are sent whether there is a
 * connection or not: what could not go out yet goes out later, in order, and once.
 */
export class Client {
  readonly #connection: Connection;
  readonly #signIn: SignIn;
  readonly #outbox: Outbox;
  readonly #rooms: Rooms;
  readonly #history: HistoryLoader;
  readonly #unread: UnreadRooms;
  readonly #tabs: Tabs;
  readonly #renamings = new PendingRequests<Me>();
  readonly #mentions = new PendingRequests<MentionsPage>();
  readonly #listeners = new Set<() => void>();
  #epoch: string | null = null;
  #maxText = DEFAULT_TEXT_BYTES;
  #telling = false;

  constructor(options: ClientOptions) {
    const changed = () => this.#changed();
    this.#tabs = options.tabs ?? singleTab();
    this.#outbox = new Outbox({
      store: options.outbox,
      tabs: this.#tabs,
      head: (room) => this.rooms.get(room)?.timeline.head,
      read: () => this.#rooms.settle(),
      // What was written elsewhere goes out as well, wherever this visit begins.
      adopted: () => {
        for (const room of this.#outbox.waitingIn()) this.join(room);
      },
      changed,
    });
    this.#connection = new Connection({
      ...options,
      onOpen: () => this.#opened(),
      onLine: (line) => this.#receive(line),
      onState: (state) => this.#became(state),
    });
    const send = (commands: Command[]) => this.#connection.send(commands);
    this.#signIn = new SignIn(options.identity, send);
    this.#unread = new UnreadRooms((command) => send([command]));
    this.#rooms = new Rooms({ outbox: this.#outbox, send, me: () => this.me, changed });
    this.#history = new HistoryLoader({
      api: options.api,
      // Called through the global object, which browsers insist on.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      grown: (room) => this.#rooms.settleIn(room),
      changed,
    });
    this.#tabs.hear(({ type }) => {
      if (type === 'named') this.#signIn.lookAgain();
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Who this is; null until the server has said so, and where there is no name yet. */
  get me(): Me | null {
    return this.#signIn.me;
  }

  /** The server's history, by its last welcome. */
  get epoch(): string | null {
    return this.#epoch;
  }

  /** Bytes of UTF-8 that one message may have. */
  get maxText(): number {
    return this.#maxText;
  }

  /** By their one spelling. */
  get rooms(): ReadonlyMap<string, RoomView> {
    return this.#rooms.all;
  }

  /** What is unread in the rooms of `watch`, as far as the server has said. Another map after every change. */
  get unread(): ReadonlyMap<string, UnreadRoom> {
    return this.#unread.unread;
  }

  /** Connects, and stays connected until `stop`. After `closed` this is how a person tries again. */
  start(): void {
    void this.#outbox.load();
    this.#connection.start();
  }

  /** Hangs up. Rooms and unsent things are kept for another `start`. */
  stop(): void {
    this.#connection.stop();
  }

  /** For `online`, `pageshow` and a page that becomes visible: try or probe the line now instead of later. */
  wake(): void {
    this.#connection.wake();
    this.#signIn.lookAgain();
    void this.#outbox.wake();
  }

  /** For `offline`: the connection counts as lost unless the server answers within half a second. */
  networkLost(): void {
    this.#connection.networkLost();
  }

  /** For `pagehide`: the other tabs take over what this one has not sent. It may come back and go on. */
  goodbye(): void {
    this.#tabs.say({ type: 'goodbye' });
  }

  /** Idempotent. Throws RefusedError `room_invalid`; what else may be wrong shows as `phase: 'refused'`. */
  join(claimName: string): RoomView {
    return this.#rooms.join(spell(claimName));
  }

  /** What is still unsent stays in the outbox, and goes out when the room is joined again. */
  leave(name: string): void {
    this.#rooms.leave(spell(name));
  }

  /**
   * Asks for a name, now or as soon as there is a connection, and keeps the secret that comes with it.
   * Rejects with RefusedError: `name_invalid`, `name_taken`, `name_lookalike`, `name_set`, or a passing trouble.
   */
  name(name: string): Promise<Me> {
    this.#signIn.lookAgain();
    return this.#signIn.name(name);
  }

  /**
   * Asks for another name. Rejects with RefusedError: `name_invalid`, `name_taken`, `name_lookalike`, `name_needed`
   * where there is no name yet, or a passing trouble; without a connection at once, with `stopping`.
   */
  async rename(name: string): Promise<Me> {
    const cleaned = cleanName(name);
    if (!cleaned.ok) throw new RefusedError('name_invalid', { reason: cleaned.reason, field: 'name' });
    const say = () => this.#say({ type: 'rename', name });
    // Another tab's renaming is told in the same words.
    return this.#renamings.ask(say, (me) => me.name === cleaned.name);
  }

  /**
   * Where this person was mentioned, newest first; `before` is the `id` of the last one that is known.
   * Rejects with RefusedError: `name_needed`, or a passing trouble; without a connection at once, with `stopping`.
   */
  mentions(before?: number): Promise<MentionsPage> {
    const command: Command = { type: 'mentions', ...(before !== undefined && { before }) };
    return this.#mentions.ask(() => this.#say(command));
  }

  /**
   * Wants to know what is unread in these rooms above these numbers, now and from now on: see `unread`. Replaces what
   * was wanted before. At most 200 rooms, the first ones; names that cannot be a room's are left out.
   */
  watch(marks: Iterable<readonly [room: string, after: number]>): void {
    const spelled = [...marks].flatMap(([room, after]): [string, number][] => {
      const cleaned = cleanRoom(room);
      return cleaned.ok ? [[cleaned.name, after]] : [];
    });
    if (this.#unread.watch(new Map(spelled))) this.#changed();
  }

  /** Says that somebody writes here just now, every three seconds at most. Nobody hears it of who has no name. */
  typing(name: string): void {
    const room = this.#room(name);
    if (room?.link === 'in' && this.me && this.state.type === 'online' && room.writers.say())
      this.#say({ type: 'typing', room: room.room });
  }

  /**
   * Returns the cid, by which the entry is found in `pending` and later the message in the log. A topic may be empty,
   * which takes it away, and has at most 1,024 bytes; other texts have at most `maxText`. `reply` is the `seq` of the
   * message that this one answers.
   */
  send(room: string, text: string, { kind, reply }: { kind?: 'action' | 'topic'; reply?: number } = {}): string {
    const place = reply === undefined ? { room: spell(room) } : { ...this.#place(room), reply };
    return this.#do({ type: 'send', ...place, text, ...(kind && { kind }) });
  }

  /** Shown as pending until the log has it; the message itself is changed by the log alone. */
  edit(room: string, target: number, text: string): string {
    return this.#do({ type: 'edit', ...this.#place(room), target, text });
  }

  /** Like `edit`. */
  remove(room: string, target: number): string {
    return this.#do({ type: 'delete', ...this.#place(room), target });
  }

  /** Like `edit`. One emoji, of at most 40 characters; given twice it counts once. */
  react(room: string, target: number, emoji: string): string {
    return this.#do({ type: 'react', ...this.#place(room), target, emoji });
  }

  /** Takes a reaction back. Like `edit`. */
  unreact(room: string, target: number, emoji: string): string {
    return this.#do({ type: 'unreact', ...this.#place(room), target, emoji });
  }

  /** Sends a failed entry again, as what it was: it cannot be there twice. */
  retry(cid: string): void {
    this.#outbox.retry(cid);
  }

  /** Forgets an entry. One that has been sent already may still appear. */
  discard(cid: string): void {
    this.#outbox.giveUp(cid);
  }

  /**
   * Brings the page before the oldest message of what is shown: the excerpt if there is one, else the newest messages.
   * Does nothing where there is none, and waits for the one that is on its way. Rejects with RefusedError or what
   * `fetch` gives; nothing has changed then, and it can be tried again.
   */
  async loadOlder(name: string): Promise<void> {
    const room = this.#room(name);
    if (room) await this.#history.loadOlder(room);
  }

  /** The same at the newer end of the excerpt. Where it comes to the newest messages, it becomes a part of them. */
  async loadNewer(name: string): Promise<void> {
    const room = this.#room(name);
    if (room) await this.#history.loadNewer(room);
  }

  /**
   * Makes a place in a room that is `live` available: in the newest messages (`log.messages`) if it is there or joins
   * them, else in `log.excerpt`. Gives the `seq` of the message to look at: the one that was asked for, or the next newer
   * one, or the newest; null in an empty room, and when it was called again or `follow` was, before it was done.
   * `at` is in milliseconds since 1970. Rejects like `loadOlder`, and with `not_joined`.
   */
  async jumpTo(name: string, where: Position): Promise<number | null> {
    const room = this.#room(name);
    if (!room) throw new RefusedError('not_joined');
    return this.#history.show(room, where);
  }

  /** Back to the newest messages: lets go of the excerpt, and of the place that was held. */
  returnToNewest(name: string): void {
    const room = this.#room(name);
    if (room) this.#history.follow(room);
  }

  /**
   * Tells from which `seq` on somebody reads `log.messages`, so that these are not let go of; null: only the newest ones
   * are read. Without it the newest 2,000 to 4,000 are kept; with it up to 5,000, and then what is read becomes
   * the excerpt. After `show`, and where an excerpt has become a part of the newest messages, that place is held.
   */
  hold(name: string, seq: number | null): void {
    this.#room(name)?.timeline.hold(seq);
  }

  /**
   * A message that another one quotes. Undefined while it is on its way: there is a change when it has come. Null when
   * there is none. At most 200 of a room are remembered.
   */
  quoted(name: string, seq: number): Message | null | undefined {
    const room = this.#room(name);
    return room && this.#history.quoted(room, seq);
  }

  /** Called once after any number of changes made in one go. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #room(name: string): Room | undefined {
    return this.#rooms.all.get(spell(name));
  }

  #place(name: string): Pick<Entry, 'room' | 'epoch'> {
    const room = spell(name);
    const epoch = this.rooms.get(room)?.timeline.epoch;
    return epoch ? { room, epoch } : { room };
  }

  #do(what: Omit<Entry, 'cid' | 'at' | 'state'>): string {
    const cid = newId();
    this.#outbox.add({ ...what, cid, at: Date.now(), state: 'waiting' });
    return cid;
  }

  /** Says whether it could be said. */
  #say(command: Command): boolean {
    if (this.state.type !== 'online') return false;
    this.#connection.send([command]);
    return true;
  }

  #opened(): void {
    void this.#outbox.sendAgain();
    this.#connection.send([this.#signIn.hello(), ...this.#rooms.enterAll(), ...this.#unread.command()]);
  }

  #became({ type }: ConnectionState): void {
    if (type !== 'online') for (const questions of [this.#renamings, this.#mentions]) questions.lost();
    this.#changed();
  }

  #receive(line: ServerLine): void {
    switch (line.type) {
      case 'welcome':
        if (line.epoch !== this.#epoch) this.#unread.forget();
        this.#epoch = line.epoch;
        this.#maxText = line.maxText;
        break;
      case 'you':
        this.#signIn.answered(line);
        if (line.me) this.#renamings.heard(line.me);
        break;
      case 'named':
        this.#signIn.named(line);
        this.#tabs.say({ type: 'named' });
        break;
      case 'ack':
        this.#outbox.acknowledged(line.cid, line.seq);
        break;
      case 'unread':
        this.#unread.heard(line);
        break;
      case 'mentions':
        this.#mentions.heard(line);
        break;
      case 'heartbeat':
        this.#signIn.insist();
        this.#unread.insist();
        this.#rooms.heard(line);
        void this.#outbox.adopt();
        break;
      case 'error':
        this.#refused(line);
        break;
      default:
        this.#rooms.receive(line);
    }
    this.#changed();
  }

  #refused(line: Refusal): void {
    if (line.command === 'name') this.#signIn.refused(line);
    else if (line.command === 'join') this.#rooms.refused(line);
    else if (line.command === 'rename') this.#renamings.refused(line);
    else if (line.command === 'mentions') this.#mentions.refused(line);
    else if (line.command === 'watch') this.#unread.refused(line);
    else if (line.cid !== undefined) this.#refusedEntry(line.cid, line);
  }

  #refusedEntry(cid: string, { code, reason, room }: Refusal): void {
    if (code !== 'not_joined' && code !== 'name_needed') return this.#outbox.failed(cid, code, reason);
    this.#outbox.hold(cid);
    if (code === 'name_needed') this.#signIn.unknown();
    else this.#rooms.lost(room);
  }

  #changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#flush();
      for (const listener of this.#listeners) listener();
    });
  }

  #flush(): void {
    if (this.state.type !== 'online' || !this.#signIn.greeted || !this.me) return;
    this.#connection.send(dueCommands(this.#outbox, this.#rooms, this.#maxText));
  }
}

function spell(room: string): string {
  const cleaned = cleanRoom(room);
  if (!cleaned.ok) throw new RefusedError('room_invalid', { reason: cleaned.reason, field: 'room' });
  return cleaned.name;
}
