import type { Proxy } from '../network/proxy.ts';
import { fingerprint } from '../recording/fingerprint.ts';
import type { SentCommand } from '../recording/history.ts';
import { commandIdIn } from '../recording/logged-event.ts';
import type { Observations } from '../recording/observations.ts';
import type { Actor, ActorOptions } from './actor.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';

/** Messages without an echo above which it sends no more. */
const MAX_UNECHOED_COUNT = 50;

/** A classic chat client: sends its name, then messages, and receives `name: text`. Its echo is its acknowledgement. */
export class PlainClient implements Actor {
  readonly proxy: Proxy;
  readonly detectsDeadConnections = false;
  readonly #options: ActorOptions;
  readonly #observations: Observations;
  readonly #socket: ReconnectingSocket;
  readonly #joined = Promise.withResolvers<void>();
  /** Sent on this connection and not echoed yet. */
  readonly #unechoed = new Map<number, SentCommand>();

  constructor(options: ActorOptions) {
    const { name, rooms, proxy, history, random } = options;
    const [room = ''] = rooms;
    this.proxy = proxy;
    this.#options = options;
    this.#observations = history.observe(name, room);
    this.#socket = new ReconnectingSocket({
      url: `ws://127.0.0.1:${proxy.port}/ws?room=${encodeURIComponent(room)}`,
      random,
      onOpen: () => this.#onOpen(),
      onFrame: (frame, left) => {
        if (!left) for (const line of frame.split('\n')) this.#onLine(line);
      },
      // Without a connection, nothing tells whether these were stored.
      onClose: () => this.#unechoed.clear(),
    });
  }

  join(): Promise<void> {
    return this.#joined.promise;
  }

  act(): void {
    const { workload } = this.#options;
    if (!workload || !this.#socket.isOpen || this.#unechoed.size > MAX_UNECHOED_COUNT) return;
    const { command, text } = workload.next();
    this.#unechoed.set(command.id, command);
    this.#socket.send(text);
  }

  wake(): void {
    this.#socket.probe();
  }

  unfinished(): string[] {
    const { name } = this.#options;
    return [
      ...(this.#socket.isOpen ? [] : [`${name} is not connected`]),
      ...(this.#unechoed.size === 0 ? [] : [`${name} lacks the echo of ${this.#unechoed.size} messages`]),
    ];
  }

  close(): void {
    this.#socket.close();
  }

  #onOpen(): void {
    this.#observations.add('opened', this.#options.history.now());
    if (this.#options.workload) this.#socket.send(this.#options.name);
    this.#joined.resolve();
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
}
