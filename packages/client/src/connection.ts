import { closes, shouldReconnect } from '@hubbub/protocol/closes';
import type { Command } from '@hubbub/protocol/commands';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import type { ServerLine } from '@hubbub/protocol/lines';
import { pack, unpack } from './frames.ts';

/** `retryAt` is in milliseconds since 1970; `attempt` counts the failures since the last welcome. */
export type ConnectionState =
  | { type: 'idle' }
  | { type: 'connecting' }
  | { type: 'online' }
  | { type: 'waiting'; retryAt: number; attempt: number }
  | { type: 'closed'; code: number };

export interface ConnectionOptions {
  /** `ws(s)://…/ws` */
  url: string;
  WebSocket?: typeof WebSocket;
  /** At least 0 and below 1, for the jitter of reconnecting. */
  random?: () => number;
  /** The socket is open: whatever is sent now is the first thing that the server reads. */
  onOpen: () => void;
  onLine: (line: ServerLine) => void;
  onState: (state: ConnectionState) => void;
}

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;
const WELCOME_TIMEOUT_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
/** Shorter, because the page is to show within a second that it is offline. */
const OFFLINE_PONG_TIMEOUT_MS = 500;
/** Timers overflow not far above this, whatever heartbeat the server announces. */
const MAX_SILENCE_MS = 3_600_000;

/** A WebSocket that reconnects: with jitter after a failure, and at once when `wake` is called. */
export class Connection {
  readonly #options: ConnectionOptions;
  state: ConnectionState = { type: 'idle' };
  #socket: WebSocket | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #maxSilenceMs = WELCOME_TIMEOUT_MS;
  #attempt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Connects, unless it is connected or reconnecting already. After `closed` this is how a person tries again. */
  start(): void {
    if (this.state.type !== 'idle' && this.state.type !== 'closed') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** Disconnects until `start`. */
  stop(): void {
    this.#disconnect();
    this.#setState({ type: 'idle' });
  }

  /** The page is visible again, or the network is back: reconnect now, or check that the server still answers. */
  wake(): void {
    if (this.state.type === 'waiting') this.#connect();
    else this.#probe(PONG_TIMEOUT_MS);
  }

  /**
   * The browser reports that it is offline. That can be wrong about a server on this machine or in the same network,
   * so the connection is lost only if the server does not answer a ping within half a second.
   */
  networkLost(): void {
    this.#probe(OFFLINE_PONG_TIMEOUT_MS);
  }

  /** Commands are dropped while no socket is open. */
  send(commands: readonly Command[]): void {
    const socket = this.#socket;
    if (socket?.readyState === 1) for (const frame of pack(commands)) socket.send(frame);
  }

  #connect(): void {
    this.#disconnect();
    this.#setState({ type: 'connecting' });
    let socket: WebSocket;
    try {
      socket = new (this.#options.WebSocket ?? WebSocket)(this.#options.url, SUBPROTOCOL);
    } catch {
      // The URL or the page's policy forbids it, which is treated like a server that cannot be reached.
      return this.#lost(closes.dropped.code);
    }
    this.#socket = socket;
    this.#maxSilenceMs = WELCOME_TIMEOUT_MS;
    this.#expectLineWithin(WELCOME_TIMEOUT_MS);
    // A socket that was given up may still receive frames. They are ignored.
    const isCurrent = () => this.#socket === socket;
    socket.onopen = () => {
      if (isCurrent()) this.#options.onOpen();
    };
    socket.onmessage = (message) => {
      for (const line of unpack(message.data)) if (isCurrent()) this.#receive(line as ServerLine);
    };
    socket.onclose = (close) => {
      if (isCurrent()) this.#lost(close.code);
    };
  }

  #receive(line: ServerLine): void {
    if (line.type === 'welcome') {
      this.#attempt = 0;
      this.#maxSilenceMs = Math.min(2 * line.heartbeat, MAX_SILENCE_MS);
      this.#setState({ type: 'online' });
    }
    this.#expectLineWithin(this.#maxSilenceMs);
    try {
      this.#options.onLine(line);
    } catch {
      // A line of a known type with wrong fields is ignored like one that is not JSON.
    }
  }

  #probe(timeoutMs: number): void {
    if (this.state.type !== 'online') return;
    this.send([{ type: 'ping' }]);
    this.#expectLineWithin(timeoutMs);
  }

  #expectLineWithin(timeoutMs: number): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#lost(closes.dropped.code), timeoutMs);
  }

  #lost(code: number): void {
    this.#disconnect();
    if (!shouldReconnect(code)) return this.#setState({ type: 'closed', code });
    const random = this.#options.random ?? Math.random;
    const delayMs = random() * Math.min(FIRST_RETRY_MS * 2 ** this.#attempt, MAX_RETRY_MS);
    this.#attempt++;
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    this.#setState({ type: 'waiting', retryAt: Date.now() + delayMs, attempt: this.#attempt });
  }

  /** Forgets the socket before closing it: a browser can take minutes to close a dead connection. */
  #disconnect(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #setState(state: ConnectionState): void {
    this.state = state;
    this.#options.onState(state);
  }
}
