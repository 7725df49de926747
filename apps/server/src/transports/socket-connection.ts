import type { Socket } from 'node:net';
import { closeMeanings, closes, type CloseName } from '@hubbub/protocol/closes';
import type { WebSocket } from 'ws';
import type { Connection, Packet } from '../chat/ports.ts';
import type { Session } from '../chat/session.ts';
import type { Pinger } from './pinger.ts';

/** A WebSocket as a `Connection`. Frames are written to the TCP socket; `ws` reads, pings and closes. */
export class SocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #tcp: Socket;
  readonly #pinger: Pinger;

  constructor(socket: WebSocket, tcp: Socket, pinger: Pinger) {
    this.#socket = socket;
    this.#tcp = tcp;
    this.#pinger = pinger;
  }

  /** Forwards the socket's events to its session, and its text frames to `receive`. */
  attach(session: Session, receive: (frame: Buffer) => void): void {
    const socket = this.#socket;
    // The ping to a lagging client waits behind its buffer, and while reading is paused no pong is received.
    this.#pinger.watch(socket, () => session.writer.lagging || socket.isPaused);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!this.open) return;
      if (isBinary) this.close('binary');
      else receive(data);
    });
    socket.on('pong', () => this.#pinger.recordPong(socket));
    this.#tcp.on('drain', () => void session.handleDrain());
    this.#tcp.on('timeout', () => session.writer.handleStall());
    socket.on('close', () => {
      this.#pinger.forget(socket);
      session.handleClose();
    });
  }

  /** False once a close frame was sent or received: nothing is written any more, and what arrives is ignored. */
  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get bufferedBytes(): number {
    return this.open ? this.#tcp.writableLength : 0;
  }

  write(packet: Packet): boolean {
    return !this.open || this.#tcp.write(packet);
  }

  pauseReading(): void {
    if (!this.#socket.isPaused) this.#socket.pause();
  }

  resumeReading(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  setStallTimeout(timeoutMs: number): void {
    // The socket restarts its timeout when the client takes bytes, also within a frame. It checks for progress once
    // per timeout, so a stall is noticed after up to twice the value.
    this.#tcp.setTimeout(timeoutMs / 2);
  }

  close(reason: CloseName): void {
    this.#socket.close(closes[reason].code, closeMeanings[reason]);
    // The client's close frame must be read.
    this.resumeReading();
  }
}
