import { randomUUID } from 'node:crypto';
import { pack } from '@hubbub/client/frames';
import { isTransient } from '@hubbub/client/errors';
import type { Command } from '@hubbub/protocol/commands';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import type { Refusal, ServerLine } from '@hubbub/protocol/lines';
import type { Call, History } from '../recording/history.ts';
import type { Line } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { Asked } from './unacked.ts';
import { lines, Wire } from '../recording/recorder.ts';
import type { Doing, Writer } from './workload.ts';

/** Things that may wait for their answers. */
const UNANSWERED = 100;
/** Milliseconds without a line after which a line that was asked for a sign is given up. */
const PATIENCE = 4_000;

/** Milliseconds after a refusal that may pass. */
const TRY_AGAIN = 500;

export interface RawClientOptions {
  name: string;
  rooms: readonly string[];
  line: Line;
  history: History;
  random: Random;
  /** None for who only reads. */
  writer?: Writer;
}

/** The json dialect with nothing around it: a hole, a repetition or a wrong order is written down, not healed. */
export class RawClient implements Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly line: Line;
  readonly probes = true;
  readonly #options: RawClientOptions;
  readonly #wire: Wire;
  readonly #secret = randomUUID();
  readonly #asked = new Asked();
  readonly #places = new Map<string, { after: number; epoch: string }>();
  readonly #entered = Promise.withResolvers<void>();
  readonly #in = new Set<string>();
  #socket: WebSocket | undefined;
  #known = false;
  #gone = false;
  #deadline: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: RawClientOptions) {
    this.name = options.name;
    this.rooms = options.rooms;
    this.line = options.line;
    this.#options = options;
    this.#wire = new Wire(options.name, options.history, (call) => this.#acknowledged(call));
    this.#connect();
  }

  enter(): Promise<void> {
    return this.#entered.promise;
  }

  act(): void {
    const { writer } = this.#options;
    if (writer && this.#asked.unanswered <= UNANSWERED) this.#do(writer.next());
  }

  flood(count: number): void {
    const { writer } = this.#options;
    if (!writer || this.#asked.unanswered > UNANSWERED) return;
    for (let i = 0; i < count; i++) this.#do(writer.long());
  }

  wake(): void {
    if (!this.#socket) return this.#connect();
    this.#say([{ type: 'ping' }]);
    this.#deadline ??= setTimeout(() => this.#lost(), PATIENCE);
  }

  lacks(heads: ReadonlyMap<string, number>): string[] {
    return [
      ...(this.#ready ? [] : [`${this.name} is not in its rooms`]),
      ...(this.#asked.unanswered === 0 ? [] : [`${this.name} waits for ${this.#asked.unanswered} answers`]),
      ...this.rooms
        .filter((room) => this.#places.get(room)?.after !== heads.get(room))
        .map((room) => `${this.name} has ${room} up to ${this.#places.get(room)?.after}`),
    ];
  }

  leave(): void {
    this.#gone = true;
    this.#lost();
  }

  get #ready(): boolean {
    return this.#known && this.#in.size === this.rooms.length;
  }

  #do({ call, text }: Doing): void {
    this.#options.history.named(call, randomUUID());
    const command = this.#asked.add(call, text);
    if (this.#ready) this.#say([command]);
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = new WebSocket(`ws://127.0.0.1:${this.line.port}/ws`, SUBPROTOCOL);
    this.#socket = socket;
    this.#deadline = setTimeout(() => this.#lost(), PATIENCE);
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return;
      const joins = this.rooms.map((room): Command => ({ type: 'join', room, ...this.#places.get(room) }));
      this.#say([{ type: 'hello', secret: this.#secret }, ...joins]);
    });
    socket.addEventListener('message', ({ data }) => {
      const left = this.#socket !== socket;
      for (const line of lines(data)) {
        this.#wire.hear(line, left);
        if (!left) this.#hear(line);
      }
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lost();
    });
  }

  #hear(line: ServerLine): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    switch (line.type) {
      case 'you':
        if (line.me) this.#enters(() => (this.#known = true));
        else this.#say([{ type: 'name', name: this.name, secret: this.#secret }]);
        return;
      case 'named':
        return this.#enters(() => (this.#known = true));
      case 'joined':
      case 'reset':
        this.#places.set(line.room, { after: line.head, epoch: line.epoch });
        return this.#enters(() => this.#in.add(line.room));
      case 'resumed':
        return this.#enters(() => this.#in.add(line.room));
      case 'posted':
      case 'edited':
      case 'deleted':
        this.#places.get(line.room)!.after = line.seq;
        return;
      case 'error':
        return this.#refused(line);
      default:
    }
  }

  /** The last thing that was missing before it may write: what was not answered is asked for again, in order. */
  #enters(step: () => void): void {
    const before = this.#ready;
    step();
    if (before || !this.#ready) return;
    this.#say(this.#asked.again());
    this.#entered.resolve();
  }

  #acknowledged(call: Call): void {
    this.#asked.acknowledged(call.cid);
    this.#options.writer?.acknowledged(call);
  }

  #refused({ cid = '', code }: Refusal): void {
    // A join, the hello or the name: there is no going on from here.
    if (!this.#options.history.byCid.has(cid)) return this.#lost();
    const passes = isTransient(code) || code === 'not_joined' || code === 'name_needed';
    if (!passes) return this.#asked.refused(cid);
    setTimeout(() => {
      const command = this.#asked.waiting(cid);
      if (this.#ready && command) this.#say([command]);
    }, TRY_AGAIN);
  }

  #say(commands: Command[]): void {
    if (this.#socket?.readyState === WebSocket.OPEN) for (const frame of pack(commands)) this.#socket.send(frame);
  }

  #lost(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#retry);
    this.#deadline = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    this.#known = false;
    this.#in.clear();
    socket?.close();
    if (!this.#gone) this.#retry = setTimeout(() => this.#connect(), 50 + this.#options.random.next() * 500);
  }
}
