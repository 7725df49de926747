import type { Random } from '../random.ts';

export interface ReconnectingSocketOptions {
  url: string;
  protocol?: string;
  random: Random;
  /** A connection is closed if nothing arrives within this time after it was opened or probed. */
  answerTimeoutMs?: number;
  onOpen: () => void;
  /** `left`: the client has closed the connection on which this frame arrives. */
  onFrame: (frame: string, left: boolean) => void;
  onClose: () => void;
}

/** A WebSocket that connects again whenever it is closed, after a random delay. */
export class ReconnectingSocket {
  readonly #options: ReconnectingSocketOptions;
  #socket: WebSocket | undefined;
  #retry: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ReconnectingSocketOptions) {
    this.#options = options;
    this.#connect();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(text: string): void {
    if (this.isOpen) this.#socket!.send(text);
  }

  /** Connects at once if there is no connection, and otherwise sends `ping`, which must be answered in time. */
  probe(ping?: string): void {
    if (!this.#socket) return this.#connect();
    if (ping === undefined) return;
    this.send(ping);
    this.#expectAnswer();
  }

  disconnect(): void {
    clearTimeout(this.#retry);
    this.#answered();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#options.onClose();
    socket?.close();
    if (!this.#closed) this.#retry = setTimeout(() => this.#connect(), 50 + this.#options.random.next() * 500);
  }

  close(): void {
    this.#closed = true;
    this.disconnect();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const { url, protocol = [], onOpen, onFrame } = this.#options;
    const socket = new WebSocket(url, protocol);
    this.#socket = socket;
    this.#expectAnswer();
    socket.addEventListener('open', () => {
      if (this.#socket === socket) onOpen();
    });
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) this.#answered();
      onFrame(String(data), this.#socket !== socket);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.disconnect();
    });
  }

  #expectAnswer(): void {
    const { answerTimeoutMs } = this.#options;
    if (answerTimeoutMs !== undefined) this.#deadline ??= setTimeout(() => this.disconnect(), answerTimeoutMs);
  }

  #answered(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}
