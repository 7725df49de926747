import { v7 as uuid } from 'uuid';
import type { Command } from '@hubbub/protocol/commands';
import type { Event } from '@hubbub/protocol/events';
import { FRAME_FACTOR, TEXT_BYTES } from '@hubbub/protocol/limits';
import type { Heartbeat, Me, Refusal, ServerLine, Snapshot } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { Connection, type ConnectionState } from './connection.ts';
import { size } from './frames.ts';
import { pageBefore } from './history.ts';
import type { Identity } from './identity.ts';
import { Outbox, type Entry, type OutboxStore } from './outbox.ts';
import { Person } from './person.ts';
import { mayPass, RefusedError } from './refused-error.ts';
import { Room, type RoomView } from './room.ts';

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
  readonly #fetch: typeof fetch;
  readonly #api: string;
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Set<() => void>();
  #epoch: string | null = null;
  #maxText = TEXT_BYTES;
  #telling = false;

  constructor(options: ClientOptions) {
    this.#api = options.api;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#outbox = new Outbox(options.outbox, () => this.#changed());
    this.#connection = new Connection({
      ...options,
      onOpen: () => this.#opened(),
      onLine: (line) => this.#receive(line),
      onState: () => this.#changed(),
    });
    this.#person = new Person(options.identity, (commands) => this.#connection.send(commands));
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
    return this.#rooms;
  }

  /** Connects, and stays connected until `stop`. After `closed` this is how a person tries again. */
  start(): void {
    void this.#outbox.load(() => {
      for (const room of this.#rooms.values()) this.#settle(room);
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
    const spelled = spell(name);
    const joined = this.#rooms.get(spelled);
    if (joined && !joined.refusal) return joined;
    const room = joined ?? new Room(spelled, this.#outbox);
    room.refusal = undefined;
    this.#rooms.set(spelled, room);
    this.#ask(room);
    return room;
  }

  /** What is still unsent stays in the outbox, and goes out when the room is joined again. */
  leave(name: string): void {
    const room = spell(name);
    if (!this.#rooms.delete(room)) return;
    this.#outbox.reached(room, Infinity);
    this.#connection.send([{ type: 'leave', room }]);
    this.#changed();
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
    return this.#do({ type: 'edit', room: spell(room), target, text });
  }

  /** Like `edit`. */
  remove(room: string, target: number): string {
    return this.#do({ type: 'delete', room: spell(room), target });
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
    const room = this.#rooms.get(spell(name));
    const oldest = room?.log.messages[0]?.seq;
    if (!room?.log.older || oldest === undefined) return;
    room.older ??= this.#loadBefore(room, oldest).finally(() => {
      room.older = undefined;
      this.#changed();
    });
    this.#changed();
    await room.older;
  }

  /** Called once after any number of changes made in one go. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #do(what: Pick<Entry, 'type' | 'room' | 'text' | 'target'>): string {
    const cid = uuid();
    this.#outbox.add({ ...what, cid, at: Date.now(), state: 'waiting' });
    return cid;
  }

  #opened(): void {
    this.#outbox.sendAgain();
    this.#connection.send([this.#person.hello(), ...[...this.#rooms.values()].map((room) => room.ask())]);
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
        this.#outbox.acknowledged(line.cid, line.seq, this.#rooms.get(line.room)?.log.head);
        break;
      case 'heartbeat':
        this.#heard(line);
        break;
      case 'error':
        this.#refused(line);
        break;
      default: {
        const room = 'room' in line ? this.#rooms.get(line.room) : undefined;
        if (room) this.#receiveIn(room, line);
      }
    }
    this.#changed();
  }

  #receiveIn(room: Room, line: ServerLine): void {
    switch (line.type) {
      case 'joined':
        this.#entered(room, line);
        break;
      case 'reset':
        this.#entered(room, line);
        room.reset = line.reason;
        break;
      case 'resumed':
        room.entered();
        // Not from where we are: rather all again than a hole.
        if (line.epoch !== room.log.epoch || line.after > room.log.head) this.#ask(room, true);
        break;
      case 'people':
        room.people = line;
        break;
      case 'posted':
      case 'edited':
      case 'deleted':
        this.#happened(room, line);
        break;
    }
  }

  #entered(room: Room, page: Snapshot): void {
    // What another history acknowledged is gone with it.
    const known = page.epoch === room.log.epoch ? page.head : Infinity;
    room.entered(page);
    this.#outbox.reached(room.room, known);
    this.#settle(room);
  }

  #happened(room: Room, event: Event): void {
    if (room.log.apply(event) === 'gap') {
      if (room.link === 'in') this.#ask(room);
      return;
    }
    if (room.pending.length === 0) return;
    if (this.#isMine(event)) this.#outbox.discard(event.cid);
    this.#outbox.reached(room.room, room.log.head);
  }

  /** A quiet room has our head; one that is ahead has lost something on the way. */
  #heard({ heads }: Heartbeat): void {
    this.#person.insist();
    for (const room of this.#rooms.values()) {
      const behind = room.link === 'in' && (heads[room.room] ?? 0) > room.log.head;
      const turnedAway = room.link === 'out' && !room.refusal;
      if (behind || turnedAway) this.#ask(room);
    }
  }

  #refused(line: Refusal): void {
    const room = this.#rooms.get(line.room ?? '');
    if (line.command === 'name') this.#person.refused(line);
    else if (line.command === 'join' && room) {
      room.link = 'out';
      if (!mayPass(line.code)) room.refusal = line;
    } else if (line.cid !== undefined) this.#refusedEntry(line.cid, line, room);
  }

  #refusedEntry(cid: string, { code, reason }: Refusal, room: Room | undefined): void {
    if (code !== 'not_joined' && code !== 'name_needed') return this.#outbox.failed(cid, code, reason);
    this.#outbox.hold(cid);
    if (code === 'name_needed') this.#person.unknown();
    else if (room?.link === 'in') this.#ask(room);
  }

  #ask(room: Room, afresh = false): void {
    this.#connection.send([room.ask(afresh)]);
    this.#changed();
  }

  async #loadBefore(room: Room, oldest: number): Promise<void> {
    const page = await pageBefore(this.#fetch, this.#api, room.room, oldest);
    // The log may have started again meanwhile. Then this page would leave a hole.
    if (room.log.messages[0]?.seq !== oldest) return;
    room.log.prepend(page);
    this.#settle(room);
  }

  /** What the log shows already is not pending, whether its ack ever came or not. */
  #settle(room: Room): void {
    if (room.pending.length === 0) return;
    for (const message of room.log.messages) if (this.#isMine(message)) this.#outbox.discard(message.cid);
  }

  /** A name that was lost with its secret was ours as well: nobody else could have known the cid. */
  #isMine({ by }: { by: string | null }): boolean {
    return by !== null && (this.me === null || by === this.me.id);
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
    for (const entry of this.#outbox.due((room) => this.#rooms.get(room)?.link === 'in')) {
      const command = commandOf(entry);
      // A larger frame would cost the connection, again and again.
      if (size(command) > this.#maxText * FRAME_FACTOR) this.#outbox.failed(entry.cid, 'text_too_long');
      else commands.push(command);
    }
    this.#connection.send(commands);
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
