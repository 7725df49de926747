import type { SentCommand, History } from '../recording/history.ts';
import { fingerprint } from '../recording/fingerprint.ts';
import { commandIdIn } from '../recording/logged-event.ts';
import type { Observations } from '../recording/observations.ts';
import type { Proxy } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import type { Workload } from './workload.ts';

export interface PlainClientOptions {
  name: string;
  room: string;
  proxy: Proxy;
  history: History;
  random: Random;
  /** Absent for a client that only reads. */
  workload?: Workload;
}

/** A classic chat client: sends its name, then messages, and receives `name: text`. Its echo is its acknowledgement. */
export class PlainClient implements Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly proxy: Proxy;
  readonly detectsDeadConnections = false;
  readonly #options: PlainClientOptions;
  readonly #observations: Observations;
  readonly #joined = Promise.withResolvers<void>();
  /** Sent on this connection and not echoed yet. */
  readonly #unechoed = new Map<number, SentCommand>();
  #socket: WebSocket | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: PlainClientOptions) {
    this.name = options.name;
    this.rooms = [options.room];
    this.proxy = options.proxy;
    this.#options = options;
    this.#observations = options.history.observe(options.name, options.room);
    this.#connect();
  }

  join(): Promise<void> {
    return this.#joined.promise;
  }

  act(): void {
    const { workload } = this.#options;
    if (!workload || !this.#open || this.#unechoed.size > 50) return;
    const { command, text } = workload.next();
    this.#unechoed.set(command.id, command);
    this.#socket!.send(text);
  }

  wake(): void {
    if (!this.#socket) this.#connect();
  }

  unfinished(): string[] {
    return [
      ...(this.#open ? [] : [`${this.name} is not connected`]),
      ...(this.#unechoed.size === 0 ? [] : [`${this.name} lacks the echo of ${this.#unechoed.size} messages`]),
    ];
  }

  close(): void {
    this.#closed = true;
    this.#disconnect();
  }

  get #open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const socket = new WebSocket(`ws://127.0.0.1:${this.proxy.port}/ws?room=${encodeURIComponent(this.rooms[0]!)}`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) return;
      this.#observations.add('opened', this.#options.history.now());
      if (this.#options.workload) socket.send(this.name);
      this.#joined.resolve();
    });
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) for (const proxy of String(data).split('\n')) this.#onLine(proxy);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#disconnect();
    });
  }

  #onLine(line: string): void {
    const text = line.slice(line.indexOf(': ') + 2);
    const id = commandIdIn(text);
    this.#observations.add('line', this.#options.history.now(), { seq: id, text: fingerprint(text) });
    const own = this.#unechoed.get(id);
    if (!own) return;
    this.#unechoed.delete(id);
    this.#options.history.recordEcho(own);
  }

  #disconnect(): void {
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = undefined;
    // Without a connection, nothing tells whether these were stored.
    this.#unechoed.clear();
    socket?.close();
    if (!this.#closed) this.#retry = setTimeout(() => this.#connect(), 50 + this.#options.random.next() * 500);
  }
}
