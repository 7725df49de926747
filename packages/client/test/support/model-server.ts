import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { ResetReason, ServerLine } from '@hubbub/protocol/lines';
import { FakeServer } from './fake-server.ts';
import { ModelLog, type ModelAction } from './model-log.ts';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import { ann } from './fixtures.ts';
import { refusal } from './lines.ts';

/** Observes the traffic between the client and the server. */
export interface TrafficObserver {
  joinReceived(join: Command<'join'>): void;
  actionReceived(action: ModelAction): void;
  actionRefused(action: ModelAction): void;
  /** Called before the client receives the line. */
  lineDelivered(line: ServerLine): void;
}

/** Small, so that resets happen. */
const MAX_RESUMED_EVENTS_COUNT = 4;

/**
 * A server in memory that follows the protocol. Handling, broadcasting, acknowledging and delivering are separate
 * methods, so a test can cut the connection between any two of them.
 */
export class ModelServer {
  readonly socketServer = new FakeServer();
  readonly #observer: TrafficObserver;
  readonly #log = new ModelLog();
  #isOpen = false;
  readonly #joined = new Set<string>();
  /** Commands that the client sent and the server has not handled. */
  #unhandled: Command[] = [];
  /** Events that are committed and not broadcast. */
  #unbroadcast: Event[] = [];
  #unsentAcks: ServerLine[] = [];
  /** Lines that the server sent and the client has not received. */
  #inFlight: ServerLine[] = [];
  readonly #pageRequests: { room: string; query: PageQuery; page: MessagePage; answer: (page: MessagePage) => void }[] =
    [];
  #refusal: ErrorCode | undefined;

  constructor(observer: TrafficObserver) {
    this.#observer = observer;
  }

  get epoch(): string {
    return this.#log.epoch;
  }

  /** With the text of messages that were deleted later. */
  log(room: string, epoch?: string): readonly Event[] {
    return this.#log.log(room, epoch);
  }

  /** Nothing is in flight in either direction. */
  get isIdle(): boolean {
    this.#receive();
    const waiting = [this.#unhandled, this.#unbroadcast, this.#unsentAcks, this.#inFlight, this.#pageRequests];
    return waiting.every(({ length }) => length === 0);
  }

  /** Accepts the newest connection. */
  accept(): void {
    this.#isOpen = true;
    this.#inFlight.push({ type: 'welcome', epoch: this.epoch, heartbeat: 15_000, maxText: 8_192 });
    this.socketServer.accept();
  }

  /** Everything in flight is lost; what is committed stays. */
  cut(): void {
    this.disconnected();
    this.socketServer.close(1006);
  }

  /** The client closed the connection. */
  disconnected(): void {
    this.#isOpen = false;
    this.#joined.clear();
    for (const queue of [this.#unhandled, this.#unbroadcast, this.#unsentAcks, this.#inFlight]) queue.length = 0;
  }

  /** The page that made the requests was closed. */
  dropPageRequests(): void {
    this.#pageRequests.length = 0;
  }

  /** Restores a backup that has only a part of every room. */
  restoreBackup(part: number): void {
    this.#log.restore(part);
  }

  /** Handles at most `count` commands. */
  handleCommands(count: number): void {
    this.#receive();
    for (const command of this.#unhandled.splice(0, count)) this.#handle(command);
  }

  broadcast(): void {
    this.#inFlight.push(...this.#unbroadcast.splice(0).filter(({ room }) => this.#joined.has(room)));
  }

  acknowledge(): void {
    this.#inFlight.push(...this.#unsentAcks.splice(0));
  }

  heartbeat(): void {
    this.broadcast();
    const heads = Object.fromEntries([...this.#joined].map((room) => [room, this.log(room).length]));
    if (this.#isOpen) this.#inFlight.push({ type: 'heartbeat', heads });
  }

  /** Delivers at most `count` lines, each in its own frame. */
  async deliver(count: number): Promise<void> {
    for (const line of this.#inFlight.splice(0, count)) {
      this.#observer.lineDelivered(line);
      this.socketServer.send(line);
      await Promise.resolve();
    }
  }

  /** Delivers at most `count` lines in one frame. */
  deliverInOneFrame(count: number): void {
    const lines = this.#inFlight.splice(0, count);
    for (const line of lines) this.#observer.lineDelivered(line);
    this.socketServer.send(...lines);
  }

  /** Loses an event in flight, as a bus between servers may. */
  loseEvent(which: 'first' | 'last'): void {
    const isEvent = (line: ServerLine) => 'seq' in line && line.type !== 'ack';
    const index = which === 'first' ? this.#inFlight.findIndex(isEvent) : this.#inFlight.findLastIndex(isEvent);
    if (index !== -1) this.#inFlight.splice(index, 1);
  }

  /** Refuses the next action, or with a transient code the next join. */
  refuseNext(code: 'store_failed' | 'text_too_long'): void {
    this.#refusal = code;
  }

  append(event: Parameters<ModelLog['append']>[0]): void {
    this.#publish(this.#log.append(event));
  }

  /** Reads the page now; `answerPageRequest` delivers it. */
  readonly fetch = async (address: Parameters<typeof fetch>[0]): Promise<Response> => {
    const url = new URL(address as string);
    const room = decodeURIComponent(url.pathname.split('/').at(-2)!);
    const [[name = '', value] = []] = url.searchParams;
    const query = { [name]: Number(value) } as PageQuery;
    const { promise, resolve } = Promise.withResolvers<MessagePage>();
    this.#pageRequests.push({ room, query, page: this.#log.page(room, query), answer: resolve });
    const page = await promise;
    return { ok: true, json: async () => page } as Response;
  };

  /** Answers the oldest page request; `late` reads the page again now. Returns whether there was a request. */
  answerPageRequest(late: boolean): boolean {
    const request = this.#pageRequests.shift();
    request?.answer(late ? this.#log.page(request.room, request.query) : request.page);
    return request !== undefined;
  }

  #receive(): void {
    if (this.#isOpen) this.#unhandled.push(...this.socketServer.received());
  }

  #handle(command: Command): void {
    switch (command.type) {
      case 'hello':
        this.#inFlight.push({ type: 'you', me: ann });
        return;
      case 'join':
        this.#observer.joinReceived(command);
        return this.#join(command);
      case 'leave':
        this.#joined.delete(command.room);
        this.#inFlight.push({ type: 'left', room: command.room });
        return;
      case 'ping':
        return this.heartbeat();
      case 'send':
      case 'edit':
      case 'delete':
      case 'react':
      case 'unreact':
        this.#observer.actionReceived(command);
        return this.#commit(command);
      default:
        throw new Error(`unexpected command ${command.type}`);
    }
  }

  #commit(action: ModelAction): void {
    const { room, cid } = action;
    const code = this.#refusal ?? (this.#joined.has(room) ? undefined : 'not_joined');
    this.#refusal = undefined;
    const earlier = code ?? this.#log.earlier(action);
    const event = earlier ?? this.#log.apply(action);
    if (typeof event === 'string') {
      this.#observer.actionRefused(action);
      this.#inFlight.push(refusal({ command: action.type, room, cid, code: event }));
      return;
    }
    if (!earlier) this.#publish(event);
    this.#unsentAcks.push({ type: 'ack', room, cid, seq: event.seq });
  }

  #publish(event: Event): void {
    if (this.#isOpen) this.#unbroadcast.push(event);
  }

  #join(join: Command<'join'>): void {
    const { room, after } = join;
    const { epoch } = this;
    if (this.#refusal === 'store_failed') {
      this.#refusal = undefined;
      this.#inFlight.push(refusal({ command: 'join', room, code: 'store_failed' }));
      return;
    }
    this.broadcast();
    this.#joined.add(room);
    const head = this.log(room).length;
    const reason = this.#resetReason(join);
    if (after !== undefined && reason === undefined) {
      this.#inFlight.push({ type: 'resumed', room, epoch, after, head }, ...this.#log.eventsAfter(room, after));
      return;
    }
    const page = this.#log.newest(room);
    this.#inFlight.push(reason === undefined ? { type: 'joined', ...page } : { type: 'reset', reason, ...page });
  }

  #resetReason({ room, after, epoch, cid }: Command<'join'>): ResetReason | undefined {
    if (after === undefined) return undefined;
    if (epoch !== this.epoch) return 'epoch';
    const missed = this.log(room).length - after;
    if (missed < 0) return 'beyond_head';
    // The model loses no end of its log, so a client that knows its place always has this cid.
    if (cid !== this.log(room)[after - 1]?.cid) throw new Error(`resumed after ${after} with the cid ${cid}`);
    return missed > MAX_RESUMED_EVENTS_COUNT ? 'too_far' : undefined;
  }
}
