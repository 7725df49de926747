import type { Command, Join } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { ResetReason, ServerLine } from '@hubbub/protocol/lines';
import { FakeServer } from './fake-server.ts';
import { ModelLog, type ModelAction } from './model-log.ts';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import { ann, refusal } from './fixtures.ts';

/** Sees what passes on the line. */
export interface TrafficObserver {
  asked(join: Join): void;
  heard(deed: ModelAction): void;
  refused(deed: ModelAction): void;
  /** Right before the client is told. */
  told(line: ServerLine): void;
}

/** Small, so that resets happen. */
const RESUME_EVENTS = 4;

/**
 * Rooms that keep the protocol, in memory, at the other end of a line that keeps nothing. Each part of a message's way
 * is a step of its own, so a test can cut the line between any two: read and commit, fan out, acknowledge, say.
 */
export class ModelServer {
  readonly line = new FakeServer();
  readonly #witness: TrafficObserver;
  readonly #histories = new ModelLog();
  #open = false;
  readonly #joined = new Set<string>();
  /** Sent by the client, and not read yet. */
  #coming: Command[] = [];
  /** Committed, and nobody knows. */
  #unsent: Event[] = [];
  #unacknowledged: ServerLine[] = [];
  /** Said, and still on the way. */
  #going: ServerLine[] = [];
  readonly #asked: { room: string; query: PageQuery; page: MessagePage; answer: (page: MessagePage) => void }[] = [];
  #refusal: ErrorCode | undefined;

  constructor(witness: TrafficObserver) {
    this.#witness = witness;
  }

  get epoch(): string {
    return this.#histories.epoch;
  }

  /** As it happened, with the words that were deleted since. */
  log(room: string, epoch?: string): readonly Event[] {
    return this.#histories.log(room, epoch);
  }

  /** Nothing is on its way in either direction. */
  get quiet(): boolean {
    this.#listen();
    const waiting = [this.#coming, this.#unsent, this.#unacknowledged, this.#going, this.#asked];
    return waiting.every(({ length }) => length === 0);
  }

  /** The newest call is taken. */
  answers(): void {
    this.#open = true;
    this.#going.push({ type: 'welcome', epoch: this.epoch, heartbeat: 15_000, maxText: 8_192 });
    this.line.accepts();
  }

  /** What is on the way is lost, in both directions; what is committed stays. */
  cuts(): void {
    this.hangsUp();
    this.line.hangsUp(1006);
  }

  /** The client is gone by itself. */
  hangsUp(): void {
    this.#open = false;
    this.#joined.clear();
    for (const queue of [this.#coming, this.#unsent, this.#unacknowledged, this.#going]) queue.length = 0;
  }

  /** Nobody is there any more who waits for pages. */
  forgetsPages(): void {
    this.#asked.length = 0;
  }

  /** Takes up a backup that has only a part of every room. */
  restores(part: number): void {
    this.#histories.restore(part);
  }

  /** Reads at most so many commands and commits what they ask for. */
  reads(count: number): void {
    this.#listen();
    for (const command of this.#coming.splice(0, count)) this.#obey(command);
  }

  fansOut(): void {
    this.#going.push(...this.#unsent.splice(0).filter(({ room }) => this.#joined.has(room)));
  }

  acknowledges(): void {
    this.#going.push(...this.#unacknowledged.splice(0));
  }

  beats(): void {
    this.fansOut();
    const heads = Object.fromEntries([...this.#joined].map((room) => [room, this.log(room).length]));
    if (this.#open) this.#going.push({ type: 'heartbeat', heads });
  }

  /** At most so many lines arrive, each in a frame of its own. */
  async says(count: number): Promise<void> {
    for (const line of this.#going.splice(0, count)) {
      this.#witness.told(line);
      this.line.says(line);
      await Promise.resolve();
    }
  }

  /** At most so many lines arrive in one frame. */
  saysAtOnce(count: number): void {
    const lines = this.#going.splice(0, count);
    for (const line of lines) this.#witness.told(line);
    this.line.says(...lines);
  }

  /** An event on the way is lost, as a bus between servers may lose it. */
  loses(which: 'first' | 'last'): void {
    const isEvent = (line: ServerLine) => 'seq' in line && line.type !== 'ack';
    const index = which === 'first' ? this.#going.findIndex(isEvent) : this.#going.findLastIndex(isEvent);
    if (index !== -1) this.#going.splice(index, 1);
  }

  /** The next deed is refused; so is the next join, where the code is a passing trouble. */
  refuses(code: 'store_failed' | 'text_too_long'): void {
    this.#refusal = code;
  }

  happens(what: Parameters<ModelLog['append']>[0]): void {
    this.#publish(this.#histories.append(what));
  }

  /** Over HTTP: a page is read when it is asked for, and comes when `brings` is called. */
  readonly fetch = async (address: Parameters<typeof fetch>[0]): Promise<Response> => {
    const url = new URL(address as string);
    const room = decodeURIComponent(url.pathname.split('/').at(-2)!);
    const [[where = '', number] = []] = url.searchParams;
    const query = { [where]: Number(number) } as PageQuery;
    const { promise, resolve } = Promise.withResolvers<MessagePage>();
    this.#asked.push({ room, query, page: this.#histories.page(room, query), answer: resolve });
    const page = await promise;
    return { ok: true, json: async () => page } as Response;
  };

  /** The page that was asked for first; `late`, as it would be read only now. Says whether there was one. */
  brings(late: boolean): boolean {
    const asked = this.#asked.shift();
    asked?.answer(late ? this.#histories.page(asked.room, asked.query) : asked.page);
    return asked !== undefined;
  }

  #listen(): void {
    if (this.#open) this.#coming.push(...this.line.heard());
  }

  #obey(command: Command): void {
    switch (command.type) {
      case 'hello':
        this.#going.push({ type: 'you', me: ann });
        return;
      case 'join':
        this.#witness.asked(command);
        return this.#admit(command);
      case 'leave':
        this.#joined.delete(command.room);
        this.#going.push({ type: 'left', room: command.room });
        return;
      case 'ping':
        return this.beats();
      case 'send':
      case 'edit':
      case 'delete':
      case 'react':
      case 'unreact':
        this.#witness.heard(command);
        return this.#commit(command);
      default:
        throw new Error(`ann says ${command.type}`);
    }
  }

  #commit(deed: ModelAction): void {
    const { room, cid } = deed;
    const trouble = this.#refusal ?? (this.#joined.has(room) ? undefined : 'not_joined');
    this.#refusal = undefined;
    const first = trouble ?? this.#histories.first(deed);
    const event = first ?? this.#histories.does(deed);
    if (typeof event === 'string') {
      this.#witness.refused(deed);
      this.#going.push(refusal({ command: deed.type, room, cid, code: event }));
      return;
    }
    if (!first) this.#publish(event);
    this.#unacknowledged.push({ type: 'ack', room, cid, seq: event.seq });
  }

  #publish(event: Event): void {
    if (this.#open) this.#unsent.push(event);
  }

  #admit(join: Join): void {
    const { room, after } = join;
    const { epoch } = this;
    if (this.#refusal === 'store_failed') {
      this.#refusal = undefined;
      this.#going.push(refusal({ command: 'join', room, code: 'store_failed' }));
      return;
    }
    this.fansOut();
    this.#joined.add(room);
    const head = this.log(room).length;
    const reason = this.#reset(join);
    if (after !== undefined && reason === undefined) {
      this.#going.push({ type: 'resumed', room, epoch, after, head }, ...this.#histories.eventsAfter(room, after));
      return;
    }
    const page = this.#histories.newest(room);
    this.#going.push(reason === undefined ? { type: 'joined', ...page } : { type: 'reset', reason, ...page });
  }

  #reset({ room, after, epoch }: Join): ResetReason | undefined {
    if (after === undefined) return undefined;
    if (epoch !== this.epoch) return 'epoch';
    const behind = this.log(room).length - after;
    if (behind < 0) return 'beyond_head';
    return behind > RESUME_EVENTS ? 'too_far' : undefined;
  }
}
