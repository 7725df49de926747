import { Client } from '@hubbub/client';
import { memoryIdentity } from '@hubbub/client/identity';
import type { OutboxStore } from '@hubbub/client/outbox';
import { memoryOutbox } from '@hubbub/client/outbox/memory';
import { isTransient } from '@hubbub/client/errors';
import type { RoomView } from '@hubbub/client/room';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { History } from '../recording/history.ts';
import type { Tape } from '../recording/observations.ts';
import type { Line } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { listening } from './tapped-websocket.ts';
import { noteShown } from '../recording/record-shown.ts';
import { Wire } from '../recording/recorder.ts';
import type { Writer } from './workload.ts';

/** Things in one room that may wait for their answers. */
const UNANSWERED = 60;
/** Messages that are shown, as on a page that has been open for long. */
const SHOWN = 150;

export interface AppClientOptions {
  name: string;
  rooms: readonly string[];
  line: Line;
  history: History;
  random: Random;
  writer: Writer;
  api: string;
}

/** The client of the page, with an outbox and an identity that survive its reloads. */
export class AppClient implements Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly line: Line;
  readonly probes = true;
  readonly #options: AppClientOptions;
  readonly #outbox: OutboxStore = memoryOutbox();
  readonly #identity = memoryIdentity();
  readonly #wire: Wire;
  readonly #tapes: ReadonlyMap<string, Tape>;
  /** Rooms whose log began anew with the frame that is being read: where it began. */
  readonly #fresh = new Map<string, number>();
  readonly #heads = new Map<string, number>();
  #client: Client;

  constructor(options: AppClientOptions) {
    const { name, rooms, line, history, writer } = options;
    this.name = name;
    this.rooms = rooms;
    this.line = line;
    this.#options = options;
    this.#wire = new Wire(name, history, (call) => writer.acknowledged(call));
    this.#tapes = new Map(rooms.map((room) => [room, history.tape(`${name} (view)`, room)]));
    this.#client = this.#open();
  }

  async enter(): Promise<void> {
    await this.#client.name(this.name);
    await until(this.#client, () => this.rooms.every((room) => this.#view(room).phase === 'live'));
  }

  act(): void {
    this.#tryAgain();
    const { history, writer } = this.#options;
    if (this.rooms.some((room) => this.#view(room).pending.length > UNANSWERED)) return;
    const { call, text } = writer.next();
    const { room, target } = call;
    const cid =
      call.type === 'posted'
        ? this.#client.send(room, text)
        : call.type === 'edited'
          ? this.#client.edit(room, target, text)
          : this.#client.remove(room, target);
    history.named(call, cid);
  }

  wake(): void {
    this.#client.wake();
    this.#tryAgain();
  }

  lacks(heads: ReadonlyMap<string, number>): string[] {
    this.#tryAgain();
    const { type } = this.#client.state;
    return [
      ...(type === 'online' ? [] : [`${this.name} is ${type}`]),
      ...this.rooms.flatMap((room) => {
        const { timeline, pending } = this.#view(room);
        return [
          ...(pending.length === 0 ? [] : [`${this.name} has ${pending.length} things waiting in ${room}`]),
          ...(timeline.head === heads.get(room) ? [] : [`${this.name} shows ${room} up to ${timeline.head}`]),
        ];
      }),
    ];
  }

  reload(): void {
    this.#client.stop();
    this.#client = this.#open();
  }

  leave(): void {
    this.#client.stop();
  }

  #open(): Client {
    const client = new Client({
      url: `ws://127.0.0.1:${this.line.port}/ws`,
      api: this.#options.api,
      identity: this.#identity,
      outbox: this.#outbox,
      random: () => this.#options.random.next(),
      WebSocket: listening((line, left) => this.#hear(line, left || this.#client !== client)),
    });
    for (const room of this.rooms) client.join(room);
    client.subscribe(() => {
      if (this.#client === client) for (const room of this.rooms) this.#look(room);
    });
    client.start();
    return client;
  }

  #view(room: string): RoomView {
    return this.#client.rooms.get(room)!;
  }

  /** What a person does who sees "not sent, retry"; what can never be sent is given up. */
  #tryAgain(): void {
    for (const room of this.rooms) {
      for (const { cid, state, code } of this.#view(room).pending) {
        if (state !== 'failed') continue;
        if (code !== undefined && isTransient(code)) this.#client.retry(cid);
        else this.#client.discard(cid);
      }
    }
  }

  /** Before the client itself does. */
  #hear(line: ServerLine, left: boolean): void {
    this.#wire.hear(line, left);
    if (!left && (line.type === 'joined' || line.type === 'reset')) this.#fresh.set(line.room, line.head);
  }

  /** Whatever changed in what is shown. */
  #look(room: string): void {
    const { timeline } = this.#view(room);
    const tape = this.#tapes.get(room)!;
    const now = this.#options.history.now();
    const began = this.#fresh.get(room);
    this.#fresh.delete(room);
    if (began !== undefined) tape.add('joined', now, { seq: began });
    const before = began === undefined ? (this.#heads.get(room) ?? 0) : 0;
    if (timeline.epoch === null || (began === undefined && timeline.head === before)) return;
    const { messages } = timeline;
    for (const message of messages) if (message.revision > before) noteShown(tape, message, now);
    tape.add('reached', now, { seq: timeline.head, revision: messages[0]?.seq ?? timeline.head + 1 });
    this.#heads.set(room, timeline.head);
    if (messages.length > SHOWN * 2) timeline.keepNewest(SHOWN);
  }
}

/** Resolves once it is so, asked after every change of the client. */
function until(client: Client, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = client.subscribe(() => {
      if (!isSo()) return;
      end();
      resolve();
    });
    if (isSo()) resolve();
  });
}
