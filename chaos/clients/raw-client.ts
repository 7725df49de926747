import { randomUUID } from 'node:crypto';
import { pack } from '@hubbub/client/frames';
import { isTransient } from '@hubbub/client/errors';
import type { Command } from '@hubbub/protocol/commands';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import type { Refusal, ServerLine } from '@hubbub/protocol/lines';
import type { SentCommand, History } from '../recording/history.ts';
import type { Proxy } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { UnackedCommands } from './unacked.ts';
import { parseLines, Recorder } from '../recording/recorder.ts';
import type { Action, Workload } from './workload.ts';

/** Unacknowledged commands above which it does nothing new. */
const MAX_UNACKED_COUNT = 100;
/** A connection is closed if a ping is not answered within this time. */
const PONG_TIMEOUT_MS = 4_000;

/** Delay after a transient refusal. */
const RETRY_DELAY_MS = 500;

export interface RawClientOptions {
  name: string;
  rooms: readonly string[];
  proxy: Proxy;
  history: History;
  random: Random;
  /** Absent for a client that only reads. */
  workload?: Workload;
}

/** A bare client of the json dialect: it records gaps, repetitions and wrong order instead of repairing them. */
export class RawClient implements Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly proxy: Proxy;
  readonly detectsDeadConnections = true;
  readonly #options: RawClientOptions;
  readonly #recorder: Recorder;
  readonly #secret = randomUUID();
  readonly #unacked = new UnackedCommands();
  readonly #cursors = new Map<string, { after: number; epoch: string }>();
  readonly #joined = Promise.withResolvers<void>();
  readonly #joinedRooms = new Set<string>();
  #socket: WebSocket | undefined;
  #named = false;
  #closed = false;
  #deadline: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: RawClientOptions) {
    this.name = options.name;
    this.rooms = options.rooms;
    this.proxy = options.proxy;
    this.#options = options;
    this.#recorder = new Recorder(options.name, options.history, (call) => this.#acknowledged(call));
    this.#connect();
  }

  join(): Promise<void> {
    return this.#joined.promise;
  }

  act(): void {
    const { workload } = this.#options;
    if (workload && this.#unacked.size <= MAX_UNACKED_COUNT) this.#submit(workload.next());
  }

  flood(count: number): void {
    const { workload } = this.#options;
    if (!workload || this.#unacked.size > MAX_UNACKED_COUNT) return;
    for (let i = 0; i < count; i++) this.#submit(workload.longMessage());
  }

  wake(): void {
    if (!this.#socket) return this.#connect();
    this.#send([{ type: 'ping' }]);
    this.#deadline ??= setTimeout(() => this.#disconnect(), PONG_TIMEOUT_MS);
  }

  unfinished(heads: ReadonlyMap<string, number>): string[] {
    return [
      ...(this.#ready ? [] : [`${this.name} is not in its rooms`]),
      ...(this.#unacked.size === 0 ? [] : [`${this.name} waits for ${this.#unacked.size} acknowledgements`]),
      ...this.rooms
        .filter((room) => this.#cursors.get(room)?.after !== heads.get(room))
        .map((room) => `${this.name} has ${room} up to ${this.#cursors.get(room)?.after}`),
    ];
  }

  close(): void {
    this.#closed = true;
    this.#disconnect();
  }

  get #ready(): boolean {
    return this.#named && this.#joinedRooms.size === this.rooms.length;
  }

  #submit({ command: call, text }: Action): void {
    this.#options.history.setCid(call, randomUUID());
    const command = this.#unacked.add(call, text);
    if (this.#ready) this.#send([command]);
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = new WebSocket(`ws://127.0.0.1:${this.proxy.port}/ws`, SUBPROTOCOL);
    this.#socket = socket;
    this.#deadline = setTimeout(() => this.#disconnect(), PONG_TIMEOUT_MS);
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return;
      const joins = this.rooms.map((room): Command => ({ type: 'join', room, ...this.#cursors.get(room) }));
      this.#send([{ type: 'hello', secret: this.#secret }, ...joins]);
    });
    socket.addEventListener('message', ({ data }) => {
      const left = this.#socket !== socket;
      for (const proxy of parseLines(data)) {
        this.#recorder.record(proxy, left);
        if (!left) this.#onLine(proxy);
      }
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#disconnect();
    });
  }

  #onLine(line: ServerLine): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    switch (line.type) {
      case 'you':
        if (line.me) this.#advance(() => (this.#named = true));
        else this.#send([{ type: 'name', name: this.name, secret: this.#secret }]);
        return;
      case 'named':
        return this.#advance(() => (this.#named = true));
      case 'joined':
      case 'reset':
        this.#cursors.set(line.room, { after: line.head, epoch: line.epoch });
        return this.#advance(() => this.#joinedRooms.add(line.room));
      case 'resumed':
        return this.#advance(() => this.#joinedRooms.add(line.room));
      case 'posted':
      case 'edited':
      case 'deleted':
        this.#cursors.get(line.room)!.after = line.seq;
        return;
      case 'error':
        return this.#refused(line);
      default:
    }
  }

  /** Applies a step of the handshake; after the last one, unacknowledged commands are sent again in order. */
  #advance(step: () => void): void {
    const before = this.#ready;
    step();
    if (before || !this.#ready) return;
    this.#send(this.#unacked.toResend());
    this.#joined.resolve();
  }

  #acknowledged(call: SentCommand): void {
    this.#unacked.ack(call.cid);
    this.#options.workload?.acknowledged(call);
  }

  #refused({ cid = '', code }: Refusal): void {
    // A refused join, hello or name: reconnect.
    if (!this.#options.history.byCid.has(cid)) return this.#disconnect();
    const isRetryable = isTransient(code) || code === 'not_joined' || code === 'name_needed';
    if (!isRetryable) return this.#unacked.drop(cid);
    setTimeout(() => {
      const command = this.#unacked.get(cid);
      if (this.#ready && command) this.#send([command]);
    }, RETRY_DELAY_MS);
  }

  #send(commands: Command[]): void {
    if (this.#socket?.readyState === WebSocket.OPEN) for (const frame of pack(commands)) this.#socket.send(frame);
  }

  #disconnect(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#retry);
    this.#deadline = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    this.#named = false;
    this.#joinedRooms.clear();
    socket?.close();
    if (!this.#closed) this.#retry = setTimeout(() => this.#connect(), 50 + this.#options.random.next() * 500);
  }
}
