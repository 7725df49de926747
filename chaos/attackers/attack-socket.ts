import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';
import { clientFrame } from '../../scripts/client-frame.ts';
import { otherLoopback } from '../../scripts/loopback.ts';

/** One connection of an attacker. It ignores errors and what it receives, or does not even read that. */
export class AttackSocket implements Disposable {
  readonly #socket: Socket;
  readonly #closed: Promise<void>;

  constructor(port: number, { reads = true }: { reads?: boolean } = {}) {
    // The address of the attackers is not the one of the clients that must be served.
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: otherLoopback() });
    this.#closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.on('error', () => undefined);
    if (reads) this.#socket.resume();
    else this.#socket.pause();
  }

  /** A json connection, whose commands may follow without waiting. */
  static json(port: number, options?: { reads?: boolean }): AttackSocket {
    const socket = new AttackSocket(port, options);
    socket.upgrade('/ws', `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`);
    return socket;
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  upgrade(path: string, ...headers: string[]): void {
    const lines = [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...headers,
    ];
    void this.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Resolves when the system has taken the bytes, or the connection is closed. */
  async write(bytes: Buffer | string): Promise<void> {
    if (this.closed) return;
    await Promise.race([new Promise((resolve) => this.#socket.write(bytes, resolve)), this.#closed]);
  }

  /** A frame below 64 KiB. */
  async send(...lines: (object | string)[]): Promise<void> {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    await this.write(clientFrame(text));
  }

  /** Writes as much as the server reads, until the connection is closed or the time is over. */
  async keepSending(signal: AbortSignal, nextLines: () => (object | string)[]): Promise<void> {
    const over = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    while (!this.closed && !signal.aborted) {
      await Promise.race([this.send(...nextLines()), over]);
      // A server that reads fast must not keep this process from its other clients.
      await setImmediate();
    }
  }

  /** Both ends get a reset. */
  [Symbol.dispose](): void {
    if (this.#socket.connecting) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }
}
