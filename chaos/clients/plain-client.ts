import type { Call, History } from '../recording/history.ts';
import { fingerprint } from '../recording/fingerprint.ts';
import { callIn } from '../recording/logged-event.ts';
import type { Tape } from '../recording/observations.ts';
import type { Line } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import type { Writer } from './workload.ts';

export interface PlainClientOptions {
  name: string;
  room: string;
  line: Line;
  history: History;
  random: Random;
  /** None for who only reads. */
  writer?: Writer;
}

/** A classic chat client: says its name, then messages, and hears `name: text`. Its echo is its acknowledgement. */
export class PlainClient implements Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly line: Line;
  readonly probes = false;
  readonly #options: PlainClientOptions;
  readonly #tape: Tape;
  readonly #entered = Promise.withResolvers<void>();
  /** Said on this connection, and not heard yet. */
  readonly #unheard = new Map<number, Call>();
  #socket: WebSocket | undefined;
  #gone = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: PlainClientOptions) {
    this.name = options.name;
    this.rooms = [options.room];
    this.line = options.line;
    this.#options = options;
    this.#tape = options.history.tape(options.name, options.room);
    this.#connect();
  }

  enter(): Promise<void> {
    return this.#entered.promise;
  }

  act(): void {
    const { writer } = this.#options;
    if (!writer || !this.#open || this.#unheard.size > 50) return;
    const { call, text } = writer.next();
    this.#unheard.set(call.id, call);
    this.#socket!.send(text);
  }

  wake(): void {
    if (!this.#socket) this.#connect();
  }

  lacks(): string[] {
    return [
      ...(this.#open ? [] : [`${this.name} is not connected`]),
      ...(this.#unheard.size === 0 ? [] : [`${this.name} has not heard ${this.#unheard.size} of its own messages`]),
    ];
  }

  leave(): void {
    this.#gone = true;
    this.#lost();
  }

  get #open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = new WebSocket(`ws://127.0.0.1:${this.line.port}/ws?room=${encodeURIComponent(this.rooms[0]!)}`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return;
      this.#tape.add('opened', this.#options.history.now());
      if (this.#options.writer) socket.send(this.name);
      this.#entered.resolve();
    });
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) for (const line of String(data).split('\n')) this.#hear(line);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lost();
    });
  }

  #hear(line: string): void {
    const text = line.slice(line.indexOf(': ') + 2);
    const id = callIn(text);
    this.#tape.add('line', this.#options.history.now(), { seq: id, text: fingerprint(text) });
    const own = this.#unheard.get(id);
    if (!own) return;
    this.#unheard.delete(id);
    this.#options.history.echoed(own);
  }

  #lost(): void {
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = undefined;
    // Whether these are there, nobody will say any more.
    this.#unheard.clear();
    socket?.close();
    if (!this.#gone) this.#retry = setTimeout(() => this.#connect(), 50 + this.#options.random.next() * 500);
  }
}
