import { Client, type OutboxStore, type RoomView } from '@hubbub/client';
import { memoryIdentity } from '@hubbub/client/identity';
import { memoryOutbox } from '@hubbub/client/outbox/memory';
import { isTransient } from '@hubbub/client/errors';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { Observations } from '../recording/observations.ts';
import type { Proxy } from '../network/proxy.ts';
import type { Actor, ActorOptions } from './actor.ts';
import { tappedWebSocket } from './tapped-websocket.ts';
import { Recorder, recordShown } from '../recording/recorder.ts';

/** Unacknowledged commands per room above which it does nothing new. */
const MAX_PENDING_COUNT = 60;
/** Messages kept in the timeline, as on a page that has been open for long. */
const SHOWN_COUNT = 150;

/** The page's client, with an outbox and an identity that survive reloads. */
export class AppClient implements Actor {
  readonly proxy: Proxy;
  readonly detectsDeadConnections = true;
  readonly #options: ActorOptions;
  readonly #outbox: OutboxStore = memoryOutbox();
  readonly #identity = memoryIdentity();
  readonly #recorder: Recorder;
  readonly #observations: ReadonlyMap<string, Observations>;
  /** Rooms whose timeline was replaced by the current frame, with the new head. */
  readonly #restartedAt = new Map<string, number>();
  readonly #heads = new Map<string, number>();
  #client: Client;

  constructor(options: ActorOptions) {
    const { name, rooms, proxy, history, workload } = options;
    this.proxy = proxy;
    this.#options = options;
    this.#recorder = new Recorder(name, history, (command) => workload?.acknowledged(command));
    this.#observations = new Map(rooms.map((room) => [room, history.observe(`${name} (view)`, room)]));
    this.#client = this.#open();
  }

  async join(): Promise<void> {
    const { name, rooms } = this.#options;
    await this.#client.name(name);
    await until(this.#client, () => rooms.every((room) => this.#view(room).phase === 'live'));
  }

  act(): void {
    this.#retryFailed();
    const { rooms, history, workload } = this.#options;
    if (!workload || rooms.some((room) => this.#view(room).pending.length > MAX_PENDING_COUNT)) return;
    const { command, text } = workload.next();
    const { room, target } = command;
    const cid =
      command.type === 'posted'
        ? this.#client.send(room, text)
        : command.type === 'edited'
          ? this.#client.edit(room, target, text)
          : this.#client.remove(room, target);
    history.setCid(command, cid);
  }

  wake(): void {
    this.#client.wake();
    this.#retryFailed();
  }

  unfinished(heads: ReadonlyMap<string, number>): string[] {
    this.#retryFailed();
    const { name, rooms } = this.#options;
    const { type } = this.#client.state;
    return [
      ...(type === 'online' ? [] : [`${name} is ${type}`]),
      ...rooms.flatMap((room) => {
        const { timeline, pending } = this.#view(room);
        return [
          ...(pending.length === 0 ? [] : [`${name} has ${pending.length} pending commands in ${room}`]),
          ...(timeline.head === heads.get(room) ? [] : [`${name} shows ${room} up to ${timeline.head}`]),
        ];
      }),
    ];
  }

  reload(): void {
    this.#client.stop();
    this.#client = this.#open();
  }

  close(): void {
    this.#client.stop();
  }

  #open(): Client {
    const { rooms, api, random } = this.#options;
    const client = new Client({
      url: `ws://127.0.0.1:${this.proxy.port}/ws`,
      api,
      identity: this.#identity,
      outbox: this.#outbox,
      random: () => random.next(),
      WebSocket: tappedWebSocket((line, left) => this.#onLine(line, left || this.#client !== client)),
    });
    for (const room of rooms) client.join(room);
    client.subscribe(() => {
      if (this.#client === client) for (const room of rooms) this.#observe(room);
    });
    client.start();
    return client;
  }

  #view(room: string): RoomView {
    return this.#client.rooms.get(room)!;
  }

  /** Does what a person does on "not sent, retry"; what can never be sent is discarded. */
  #retryFailed(): void {
    for (const room of this.#options.rooms) {
      for (const { cid, state, code } of this.#view(room).pending) {
        if (state !== 'failed') continue;
        if (code !== undefined && isTransient(code)) this.#client.retry(cid);
        else this.#discard(cid);
      }
    }
  }

  #discard(cid: string): void {
    const { history } = this.#options;
    const command = history.byCid.get(cid);
    // No server has refused it: the client itself knows that it is about a message that may be lost.
    if (command && command.refused === undefined && history.hasLostEnd) command.lost = true;
    this.#client.discard(cid);
  }

  /** Called before the client itself handles the line. */
  #onLine(line: ServerLine, left: boolean): void {
    this.#recorder.record(line, left);
    if (!left && (line.type === 'joined' || line.type === 'reset')) this.#restartedAt.set(line.room, line.head);
  }

  /** Records every change of what the client shows. */
  #observe(room: string): void {
    const { timeline } = this.#view(room);
    const observations = this.#observations.get(room)!;
    const now = this.#options.history.now();
    const began = this.#restartedAt.get(room);
    this.#restartedAt.delete(room);
    if (began !== undefined) observations.add('joined', now, { seq: began });
    const before = began === undefined ? (this.#heads.get(room) ?? 0) : 0;
    if (timeline.epoch === null || (began === undefined && timeline.head === before)) return;
    const { messages } = timeline;
    for (const message of messages) if (message.revision > before) recordShown(observations, message, now);
    observations.add('reached', now, { seq: timeline.head, revision: messages[0]?.seq ?? timeline.head + 1 });
    this.#heads.set(room, timeline.head);
    if (messages.length > SHOWN_COUNT * 2) timeline.keepNewest(SHOWN_COUNT);
  }
}

/** Resolves once the condition holds; checks it after every change of the client. */
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
