import { randomBytes, randomUUID } from 'node:crypto';
import { pack } from '@hubbub/client/frames';
import { isTransient } from '@hubbub/client/errors';
import type { Command } from '@hubbub/protocol/commands';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import type { Refusal, ServerLine } from '@hubbub/protocol/lines';
import type { Proxy } from '../network/proxy.ts';
import type { Action, SentCommand } from '../recording/history.ts';
import { parseLines, Recorder } from '../recording/recorder.ts';
import type { Actor, ActorOptions } from './actor.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';
import { UnackedCommands } from './unacked.ts';

/** Unacknowledged commands above which it does nothing new. */
const MAX_UNACKED_COUNT = 100;
const ANSWER_TIMEOUT_MS = 4_000;
/** Delay after a transient refusal. */
const RETRY_DELAY_MS = 500;

/** A bare client of the json dialect: it records gaps, repetitions and wrong order instead of repairing them. */
export class RawClient implements Actor {
  readonly proxy: Proxy;
  readonly detectsDeadConnections = true;
  readonly #options: ActorOptions;
  readonly #recorder: Recorder;
  readonly #socket: ReconnectingSocket;
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #unacked = new UnackedCommands();
  readonly #cursors = new Map<string, { after: number; epoch: string; cid?: string }>();
  readonly #joined = Promise.withResolvers<void>();
  readonly #joinedRooms = new Set<string>();
  #named = false;
  /** Set while the server refuses what this client sends for its rate. */
  #postponed: NodeJS.Timeout | undefined;

  constructor(options: ActorOptions) {
    const { name, proxy, history, random } = options;
    this.proxy = proxy;
    this.#options = options;
    this.#recorder = new Recorder(name, history, (command) => this.#acknowledged(command));
    this.#socket = new ReconnectingSocket({
      url: `ws://127.0.0.1:${proxy.port}/ws`,
      protocol: SUBPROTOCOL,
      random,
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
      onOpen: () => this.#onOpen(),
      onFrame: (frame, left) => {
        for (const line of parseLines(frame)) {
          this.#recorder.record(line, left);
          if (!left) this.#onLine(line);
        }
      },
      onClose: () => {
        this.#named = false;
        this.#joinedRooms.clear();
      },
    });
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
    this.#socket.probe(JSON.stringify({ type: 'ping' } satisfies Command));
  }

  unfinished(heads: ReadonlyMap<string, number>): string[] {
    const { name, rooms } = this.#options;
    return [
      ...(this.#ready ? [] : [`${name} is not in its rooms`]),
      ...(this.#unacked.size === 0 ? [] : [`${name} waits for ${this.#unacked.size} acknowledgements`]),
      ...rooms
        .filter((room) => this.#cursors.get(room)?.after !== heads.get(room))
        .map((room) => `${name} has ${room} up to ${this.#cursors.get(room)?.after}`),
    ];
  }

  close(): void {
    this.#socket.close();
  }

  get #ready(): boolean {
    return this.#named && this.#joinedRooms.size === this.#options.rooms.length;
  }

  #submit({ command: recorded, text }: Action): void {
    this.#options.history.setCid(recorded, randomUUID());
    const command = this.#unacked.add(recorded, text);
    if (this.#ready && this.#postponed === undefined) this.#send([command]);
  }

  #onOpen(): void {
    const joins = this.#options.rooms.map((room): Command => ({ type: 'join', room, ...this.#cursors.get(room) }));
    this.#send([{ type: 'hello', secret: this.#secret }, ...joins]);
  }

  #onLine(line: ServerLine): void {
    switch (line.type) {
      case 'you':
        if (line.me) this.#advance(() => (this.#named = true));
        else this.#send([{ type: 'name', name: this.#options.name, secret: this.#secret }]);
        return;
      case 'named':
        return this.#advance(() => (this.#named = true));
      case 'joined':
      case 'reset':
        this.#cursors.set(line.room, { after: line.head, epoch: line.epoch, ...(line.cid && { cid: line.cid }) });
        return this.#advance(() => this.#joinedRooms.add(line.room));
      case 'resumed':
        return this.#advance(() => this.#joinedRooms.add(line.room));
      case 'posted':
      case 'edited':
      case 'deleted':
        Object.assign(this.#cursors.get(line.room)!, { after: line.seq, cid: line.cid });
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

  #acknowledged(command: SentCommand): void {
    this.#unacked.ack(command.cid);
    this.#options.workload?.acknowledged(command);
  }

  #refused({ cid = '', code, retryAfter = 0 }: Refusal): void {
    // A refused join, hello or name: reconnect.
    if (!this.#options.history.byCid.has(cid)) return this.#socket.disconnect();
    if (code === 'rate_limited') return this.#postpone(retryAfter * 1_000);
    const isRetryable = isTransient(code) || code === 'not_joined' || code === 'name_needed';
    if (!isRetryable) return this.#unacked.drop(cid);
    setTimeout(() => {
      const command = this.#unacked.get(cid);
      if (this.#ready && command) this.#send([command]);
    }, RETRY_DELAY_MS);
  }

  /** RATE-2: what follows on a refused post is refused as well, so all of them are sent again, in order. */
  #postpone(ms: number): void {
    this.#postponed ??= setTimeout(() => {
      this.#postponed = undefined;
      if (this.#ready) this.#send(this.#unacked.toResend());
    }, ms);
  }

  #send(commands: Command[]): void {
    for (const frame of pack(commands)) this.#socket.send(frame);
  }
}
