import { closes, shouldReconnect } from '@hubbub/protocol/closes';
import type { Command } from '@hubbub/protocol/commands';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import type { ServerLine } from '@hubbub/protocol/lines';
import { pack, unpack } from './frames.ts';

/** Where the connection stands. `retryAt` is milliseconds since 1970; `attempt` counts failures since the last welcome. */
export type ConnectionState =
  | { type: 'idle' }
  | { type: 'connecting' }
  | { type: 'online' }
  | { type: 'waiting'; retryAt: number; attempt: number }
  | { type: 'closed'; code: number };

export interface ConnectionOptions {
  url: string;
  WebSocket?: typeof WebSocket;
  random?: () => number;
  /** The line is open: what is sent now is the first thing the server reads. */
  onOpen: () => void;
  onLine: (line: ServerLine) => void;
  onState: (state: ConnectionState) => void;
}

/** Milliseconds. */
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;
const WELCOME_WITHIN = 10_000;
const PONG_WITHIN = 5_000;
/** Timers cannot count much further than this, whatever the server says. */
const LONGEST_SILENCE = 3_600_000;

/** A WebSocket that comes back: with jitter after a failure, at once when `wake` says that there is hope. */
export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { type: 'idle' };
  #socket: WebSocket | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** How long the line may be silent. */
  #silence = WELCOME_WITHIN;
  #attempt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects; does nothing while it is connected or trying. After `closed` this is the person's own retry. */
  start(): void {
    if (this.#state.type !== 'idle' && this.#state.type !== 'closed') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** Hangs up and stays so. */
  stop(): void {
    this.#hangUp();
    this.#become({ type: 'idle' });
  }

  /** The page is looked at again, or the network is back: find out now instead of later. */
  wake(): void {
    if (this.#state.type === 'waiting') this.#connect();
    if (this.#state.type !== 'online') return;
    this.send([{ type: 'ping' }]);
    this.#expectLineWithin(PONG_WITHIN);
  }

  /** Nothing is sent, or kept for later, while there is no open line. */
  send(commands: readonly Command[]): void {
    const socket = this.#socket;
    if (socket?.readyState === 1) for (const frame of pack(commands)) socket.send(frame);
  }

  #connect(): void {
    this.#hangUp();
    this.#become({ type: 'connecting' });
    let socket: WebSocket;
    try {
      socket = new (this.#options.WebSocket ?? WebSocket)(this.#options.url, SUBPROTOCOL);
    } catch {
      // The address or the page's policy forbids it. Said like any other line that cannot be had.
      return this.#lost(closes.dropped.code);
    }
    this.#socket = socket;
    this.#silence = WELCOME_WITHIN;
    this.#expectLineWithin(WELCOME_WITHIN);
    // A socket that was given up may still have something to say. Nobody listens.
    const current = () => this.#socket === socket;
    socket.onopen = () => {
      if (current()) this.#options.onOpen();
    };
    socket.onmessage = (message) => {
      for (const line of unpack(message.data)) if (current()) this.#receive(line as ServerLine);
    };
    socket.onclose = (close) => {
      if (current()) this.#lost(close.code);
    };
  }

  #receive(line: ServerLine): void {
    if (line.type === 'welcome') {
      this.#attempt = 0;
      this.#silence = Math.min(2 * line.heartbeat, LONGEST_SILENCE);
      this.#become({ type: 'online' });
    }
    this.#expectLineWithin(this.#silence);
    try {
      this.#options.onLine(line);
    } catch {
      // A known type with other fields than it should have: no better than a line that is no JSON.
    }
  }

  #expectLineWithin(milliseconds: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lost(closes.dropped.code), milliseconds);
  }

  #lost(code: number): void {
    this.#hangUp();
    if (!shouldReconnect(code)) return this.#become({ type: 'closed', code });
    const delay = (this.#options.random ?? Math.random)() * Math.min(FIRST_RETRY * 2 ** this.#attempt, LONGEST_RETRY);
    this.#attempt++;
    this.#retry = setTimeout(() => this.#connect(), delay);
    this.#become({ type: 'waiting', retryAt: Date.now() + delay, attempt: this.#attempt });
  }

  /** Closing a dead line takes the browser minutes, so it is let go of first. */
  #hangUp(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
