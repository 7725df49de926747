import { v7 as uuid } from 'uuid';
import type { Command } from '@hubbub/protocol/commands';
import { FRAME_FACTOR, TEXT_BYTES } from '@hubbub/protocol/limits';
import type { Me, Refusal, ServerLine } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { Connection, type ConnectionState } from './connection.ts';
import { FRAME, size } from './frames.ts';
import type { Identity } from './identity.ts';
import { Outbox, type Entry, type OutboxStore } from './outbox.ts';
import { Person } from './person.ts';
import { RefusedError } from './refused-error.ts';
import type { RoomView } from './room.ts';
import { Rooms } from './rooms.ts';

export type { ConnectionState } from './connection.ts';
export type { Identity } from './identity.ts';
export type { Entry, OutboxStore } from './outbox.ts';
export { RefusedError } from './refused-error.ts';
export type { RoomView } from './room.ts';

export interface ClientOptions {
  /** `ws(s)://…/ws` */
  url: string;
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
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
  readonly #person: Person;
  readonly #outbox: Outbox;
  readonly #rooms: Rooms;
  readonly #listeners = new Set<() => void>();
  #epoch: string | null = null;
  #maxText = TEXT_BYTES;
  #telling = false;

  constructor(options: ClientOptions) {
    this.#outbox = new Outbox(options.outbox, () => this.#changed());
    this.#connection = new Connection({
      ...options,
      onOpen: () => this.#opened(),
      onLine: (line) => this.#receive(line),
      onState: () => this.#changed(),
    });
    const send = (commands: Command[]) => this.#connection.send(commands);
    this.#person = new Person(options.identity, send);
    this.#rooms = new Rooms({
      outbox: this.#outbox,
      api: options.api,
      // Called through the global object, which browsers insist on.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      send,
      me: () => this.me,
      changed: () => this.#changed(),
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Who this is; null until the server has said so, and where there is no name yet. */
  get me(): Me | null {
    return this.#person.me;
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

  /** Connects, and stays connected until `stop`. After `closed` this is how a person tries again. */
  start(): void {
    void this.#outbox.load(() => {
      this.#rooms.settle();
      // What an earlier visit wrote elsewhere goes out as well, wherever this one begins.
      for (const room of this.#outbox.waitingIn()) this.join(room);
    });
    this.#connection.start();
  }

  /** Hangs up. Rooms and unsent things are kept for another `start`. */
  stop(): void {
    this.#connection.stop();
  }

  /** For `online`, `pageshow` and a page that becomes visible: try or probe the line now instead of later. */
  wake(): void {
    this.#connection.wake();
    this.#person.lookAgain();
  }

  /** Idempotent. Throws RefusedError `room_invalid`; what else may be wrong shows as `phase: 'refused'`. */
  join(name: string): RoomView {
    return this.#rooms.join(spell(name));
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
    this.#person.lookAgain();
    return this.#person.name(name);
  }

  /** Returns the cid, by which the entry is found in `pending` and later the message in the log. */
  send(room: string, text: string): string {
    return this.#do({ type: 'send', room: spell(room), text });
  }

  /** Shown as pending until the log has it; the message itself is changed by the log alone. */
  edit(room: string, target: number, text: string): string {
    return this.#do({ type: 'edit', ...this.#place(room), target, text });
  }

  /** Like `edit`. */
  remove(room: string, target: number): string {
    return this.#do({ type: 'delete', ...this.#place(room), target });
  }

  /** Sends a failed entry again, as what it was: it cannot be there twice. */
  retry(cid: string): void {
    this.#outbox.retry(cid);
  }

  /** Forgets an entry. One that has been sent already may still appear. */
  discard(cid: string): void {
    this.#outbox.discard(cid);
  }

  /**
   * Brings the page before the oldest message. Does nothing where there is none, and waits for the one that is on its
   * way. Rejects with RefusedError or what `fetch` gives; nothing has changed then, and it can be tried again.
   */
  async loadOlder(name: string): Promise<void> {
    await this.#rooms.loadOlder(spell(name));
  }

  /** Called once after any number of changes made in one go. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #place(name: string): Pick<Entry, 'room' | 'epoch'> {
    const room = spell(name);
    const epoch = this.rooms.get(room)?.log.epoch;
    return epoch ? { room, epoch } : { room };
  }

  #do(what: Pick<Entry, 'type' | 'room' | 'text' | 'target' | 'epoch'>): string {
    const cid = uuid();
    this.#outbox.add({ ...what, cid, at: Date.now(), state: 'waiting' });
    return cid;
  }

  #opened(): void {
    this.#outbox.sendAgain();
    this.#connection.send([this.#person.hello(), ...this.#rooms.enterAll()]);
  }

  #receive(line: ServerLine): void {
    switch (line.type) {
      case 'welcome':
        this.#epoch = line.epoch;
        this.#maxText = line.maxText;
        break;
      case 'you':
        this.#person.answered(line);
        break;
      case 'named':
        this.#person.named(line);
        break;
      case 'ack':
        this.#outbox.acknowledged(line.cid, line.seq, this.rooms.get(line.room)?.log.head);
        break;
      case 'heartbeat':
        this.#person.insist();
        this.#rooms.heard(line);
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
    if (line.command === 'name') this.#person.refused(line);
    else if (line.command === 'join') this.#rooms.refused(line);
    else if (line.cid !== undefined) this.#refusedEntry(line.cid, line);
  }

  #refusedEntry(cid: string, { code, reason, room }: Refusal): void {
    if (code !== 'not_joined' && code !== 'name_needed') return this.#outbox.failed(cid, code, reason);
    this.#outbox.hold(cid);
    if (code === 'name_needed') this.#person.unknown();
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
    if (this.state.is !== 'online' || !this.#person.greeted || !this.me) return;
    const commands: Command[] = [];
    for (const entry of this.#outbox.due((room) => this.#rooms.isIn(room))) {
      const command = commandOf(entry);
      if (this.#isOfAnother(entry)) this.#outbox.failed(entry.cid, 'no_such_message');
      // A larger frame would cost the connection, again and again.
      else if (size(command) > Math.max(FRAME, this.#maxText * FRAME_FACTOR))
        this.#outbox.failed(entry.cid, 'text_too_long');
      else commands.push(command);
    }
    this.#connection.send(commands);
  }

  /** About a message of a history that is gone, as after a backup was restored. */
  #isOfAnother({ room, epoch }: Entry): boolean {
    return epoch !== undefined && epoch !== this.rooms.get(room)?.log.epoch;
  }
}

function commandOf({ type, room, cid, text = '', target = 0 }: Entry): Command {
  if (type === 'send') return { type, room, cid, text };
  return type === 'edit' ? { type, room, cid, target, text } : { type, room, cid, target };
}

function spell(room: string): string {
  const cleaned = cleanRoom(room);
  if (!cleaned.ok) throw new RefusedError('room_invalid', { reason: cleaned.reason, field: 'room' });
  return cleaned.name;
}
