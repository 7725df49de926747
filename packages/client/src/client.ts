import type { Message, Person } from '@hubbub/protocol/events';
import type { MentionsPage, Reactions, UnreadRoom } from '@hubbub/protocol/lines';
import type { ConnectionState } from './connection.ts';
import { RefusedError } from './errors.ts';
import type { Action } from './outbox/entry.ts';
import { ProtocolHandler, type ClientOptions } from './protocol-handler.ts';
import type { RoomView } from './rooms/room.ts';
import { canonicalName } from './rooms/rooms.ts';
import type { Position } from './timeline/position.ts';

/**
 * One person's connection to a server, in any number of rooms. Rooms can be joined and messages sent while offline:
 * they are sent later, in order, and appear once. Where a room's name is expected, any spelling of it is accepted;
 * an invalid one throws RefusedError `room_invalid`.
 */
export class Client {
  readonly #protocol: ProtocolHandler;
  readonly #listeners = new Set<() => void>();
  #isNotifying = false;

  constructor(options: ClientOptions) {
    this.#protocol = new ProtocolHandler(options, () => this.#changed());
  }

  get state(): ConnectionState {
    return this.#protocol.connection.state;
  }

  /** The server takes no actions until then, by `Date.now`, because there were too many. They are sent afterwards. */
  get limitedUntil(): number {
    return this.#protocol.outbox.limitedUntil;
  }

  /** Null until the server has answered, and for a person without a name. */
  get me(): Person | null {
    return this.#protocol.signIn.me;
  }

  /** The server's history, as of its last welcome. */
  get epoch(): string | null {
    return this.#protocol.epoch;
  }

  /** Bytes of UTF-8 that one message may have. */
  get maxText(): number {
    return this.#protocol.maxTextBytes;
  }

  /** By canonical name. */
  get rooms(): ReadonlyMap<string, RoomView> {
    return this.#protocol.rooms.all;
  }

  /** The counts of the watched rooms that the server has sent. A new map after every change. */
  get unread(): ReadonlyMap<string, UnreadRoom> {
    return this.#protocol.unread.unread;
  }

  /** Connects, and reconnects until `stop`. After `closed` this is how a person tries again. */
  start(): void {
    void this.#protocol.outbox.load();
    this.#protocol.connection.start();
  }

  /** Disconnects, and keeps rooms and unsent messages. */
  stop(): void {
    this.#protocol.connection.stop();
  }

  /** For `online`, `pageshow` and a page that becomes visible: reconnects or checks the connection now. */
  wake(): void {
    this.#protocol.connection.wake();
    this.#protocol.signIn.checkIdentity();
    void this.#protocol.outbox.wake();
  }

  /** For `offline`: the connection counts as lost unless the server answers within half a second. */
  networkLost(): void {
    this.#protocol.connection.networkLost();
  }

  /** For `pagehide`: the other tabs adopt what this one has not sent. This tab may come back. */
  goodbye(): void {
    this.#protocol.tabs.send({ type: 'goodbye' });
  }

  /** Idempotent. If the server refuses the room, its `phase` becomes `refused`. */
  join(room: string): RoomView {
    return this.#protocol.rooms.join(room);
  }

  /** Unsent messages stay in the outbox, and are sent when the room is joined again. */
  leave(room: string): void {
    this.#protocol.rooms.leave(room);
  }

  /**
   * Takes a name as soon as there is a connection, and stores its secret. Rejects with RefusedError: `name_invalid`,
   * `name_taken`, `name_lookalike`, `name_set`, or a transient code.
   */
  name(name: string): Promise<Person> {
    return this.#protocol.signIn.name(name);
  }

  /**
   * Takes another name. Rejects with RefusedError: `name_invalid`, `name_taken`, `name_lookalike`, `name_needed` for
   * a person without a name, or a transient code; without a connection immediately, with `stopping`.
   */
  rename(name: string): Promise<Person> {
    return this.#protocol.signIn.rename(name);
  }

  /**
   * Mentions of this person, newest first; `before` is the `id` of the last known one. Rejects with RefusedError:
   * `name_needed`, or a transient code; without a connection immediately, with `stopping`.
   */
  mentions(before?: number): Promise<MentionsPage> {
    return this.#protocol.mentions.request({ type: 'mentions', ...(before !== undefined && { before }) });
  }

  /**
   * Keeps `unread` up to date for these rooms, above the given `seq` of each. Replaces the rooms watched before. Only
   * the first 200 rooms are watched; invalid names are left out.
   */
  watch(marks: Iterable<readonly [room: string, after: number]>): void {
    if (this.#protocol.unread.watch(marks)) this.#changed();
  }

  /** Notifies the room that this person is typing, at most every three seconds. Without a name nothing is sent. */
  typing(room: string): void {
    const joined = this.#protocol.rooms.get(room);
    if (this.me && this.state.type === 'online') joined?.sendTyping();
  }

  /**
   * Returns the cid, which identifies the entry in `pending` and later the message in the timeline. A topic has at most
   * 1,024 bytes, and an empty one removes it; other texts have at most `maxText`. `reply` is the `seq` of the message
   * that this one answers.
   */
  send(room: string, text: string, { kind, reply }: { kind?: 'action' | 'topic'; reply?: number } = {}): string {
    const details = { ...(kind && { kind }), ...(reply !== undefined && { reply }) };
    return this.#act({ type: 'send', room, text, ...details });
  }

  /** Returns the cid of an entry in `pending`. The message itself changes when the server has accepted the edit. */
  edit(room: string, target: number, text: string): string {
    return this.#act({ type: 'edit', room, target, text });
  }

  /** Like `edit`. */
  remove(room: string, target: number): string {
    return this.#act({ type: 'delete', room, target });
  }

  /** Like `edit`. One emoji of at most 40 characters; the same one counts once. */
  react(room: string, target: number, emoji: string): string {
    return this.#act({ type: 'react', room, target, emoji });
  }

  /** Removes a reaction. Like `edit`. */
  unreact(room: string, target: number, emoji: string): string {
    return this.#act({ type: 'unreact', room, target, emoji });
  }

  /** Sends a failed entry again with the same cid, so it cannot appear twice. */
  retry(cid: string): void {
    this.#protocol.outbox.retry(cid);
  }

  /** Removes an entry. If it has been sent, it may still appear. */
  discard(cid: string): void {
    this.#protocol.outbox.cancel(cid);
  }

  /**
   * Loads the page before the oldest message of the detached segment, or of the newest messages if there is none. Does
   * nothing at the start of the room. Rejects with RefusedError or as `fetch` does, and can be called again.
   */
  async loadOlder(room: string): Promise<void> {
    await this.#protocol.rooms.get(room)?.history.loadOlder();
  }

  /** Like `loadOlder` at the newer end of the detached segment, which merges with the newest messages at last. */
  async loadNewer(room: string): Promise<void> {
    await this.#protocol.rooms.get(room)?.history.loadNewer();
  }

  /**
   * Loads a position of a `live` room into `timeline.messages`, if it is there or touches them, else into
   * `timeline.detached`. Resolves with the `seq` at the position, else of the next newer message, else of the newest;
   * with null in an empty room, and when superseded. Rejects like `loadOlder`, and with `not_joined`.
   */
  async jumpTo(room: string, position: Position): Promise<number | null> {
    const joined = this.#protocol.rooms.get(room);
    if (!joined) throw new RefusedError('not_joined');
    return joined.history.jumpTo(position);
  }

  /** Drops the detached segment and the hold, and supersedes a jump that is in flight. */
  returnToNewest(room: string): void {
    this.#protocol.rooms.get(room)?.history.returnToNewest();
  }

  /**
   * Keeps `timeline.messages` from this `seq` on while somebody reads there; null releases them. Without a hold the
   * newest 2,000 to 4,000 messages are kept; with one up to 5,000, and then the part that is read becomes the detached
   * segment. `jumpTo` holds its position, and so does a detached segment that merges.
   */
  hold(room: string, seq: number | null): void {
    this.#protocol.rooms.get(room)?.timeline.hold(seq);
  }

  /** A message that another one quotes; undefined while it loads, null if there is none. 200 a room are cached. */
  quoted(room: string, seq: number): Message | null | undefined {
    return this.#protocol.rooms.get(room)?.history.quoted(seq);
  }

  /**
   * All people under each emoji of a message, which itself lists only a sample of them. Rejects with RefusedError:
   * `not_joined`, `no_such_message`, or a transient code; without a connection immediately, with `stopping`.
   */
  reactions(room: string, target: number): Promise<Reactions> {
    return this.#protocol.reactions.request({ type: 'reactions', room: canonicalName(room), target });
  }

  /** One's own emoji under a message of which only a sample is listed; undefined while they load. */
  myReactions(room: string, target: number): ReadonlySet<string> | undefined {
    return this.me ? this.#protocol.rooms.get(room)?.myReactions.of(this.me.id, target) : undefined;
  }

  /** Calls the listener once after any number of changes made in one go. Returns a function that unsubscribes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    queueMicrotask(() => {
      this.#isNotifying = false;
      this.#protocol.sendDue();
      for (const listener of this.#listeners) listener();
    });
  }

  #act(action: Action): string {
    return this.#protocol.outbox.add({ ...action, room: canonicalName(action.room) });
  }
}
