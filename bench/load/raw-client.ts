import { connect, type Socket } from 'node:net';
import { clientFrame } from '../../scripts/client-frame.ts';
import { FrameParser, type FrameKind, type FrameHandler } from './frames.ts';
import type { HandshakeOptions, HandshakeStep, WireFormat } from './wire-formats.ts';

export interface RawClientOptions extends HandshakeOptions {
  wireFormat: WireFormat;
  port: number;
  /** A loopback address other than the usual one, to connect from. */
  localAddress?: string | undefined;
  /** Parses every frame and passes it to `onFrame`; other clients only count bytes. */
  reads: boolean;
  onFrame?: (frame: string) => void;
  onAck?: (cid: string) => void;
  onClose?: () => void;
}

/** Shared by all connections, because each read is consumed before the next one. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** One connection of the load: a raw socket, because a WebSocket library costs more than the measured server. */
export class RawClient implements FrameHandler {
  readonly options: RawClientOptions;
  readonly parser = new FrameParser(this);
  /** Resolves once the client is in the room; rejects if it is refused or the connection closes before. */
  readonly joined: Promise<void>;
  readonly #joining = Promise.withResolvers<void>();
  closed = false;
  readonly #socket: Socket;
  #upgraded = false;
  #head = '';
  readonly #handshake: HandshakeStep[];
  #awaited: string | undefined;
  #hasJoined = false;

  constructor(options: RawClientOptions) {
    this.options = options;
    this.#handshake = options.wireFormat.handshake(options);
    this.joined = this.#joining.promise;
    // Promise.all reports the first rejection; the others must not count as unhandled.
    this.joined.catch(() => undefined);
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      ...(options.localAddress !== undefined && { localAddress: options.localAddress }),
      noDelay: true,
      onread: { buffer, callback: (length) => this.#read(buffer.subarray(0, length)) },
    });
    this.#socket.on('connect', () => this.#requestUpgrade());
    this.#socket.on('error', (error) => this.#joining.reject(error));
    this.#socket.on('close', () => {
      this.closed = true;
      this.#joining.reject(new Error('the server closed the connection'));
      options.onClose?.();
    });
  }

  send(cid: string, text: string): void {
    this.#socket.write(clientFrame(this.options.wireFormat.encode(this.options.room, cid, text)));
  }

  /** Writes frames. `written` is called when the system has taken all of them, or when the connection is closed. */
  write(frames: Buffer, written: () => void): void {
    this.#socket.write(frames, written);
  }

  /** Reads nothing more. */
  stopReading(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.destroy();
  }

  kindOf(bytes: Buffer, start: number, length: number): FrameKind {
    return this.options.wireFormat.kindOf(bytes, start, length);
  }

  wantsText(kind: FrameKind): boolean {
    const { reads, sends, onAck, wireFormat } = this.options;
    const answers = (sends && onAck !== undefined) || wireFormat.pongFor !== undefined;
    return reads || (kind === 'other' && (!this.#hasJoined || answers));
  }

  onText(frame: string, kind: FrameKind): void {
    const { wireFormat, onFrame, onAck, reads, sends } = this.options;
    if (!this.#hasJoined && wireFormat.isRefusal?.(frame))
      this.#joining.reject(new Error(`refused: ${frame.slice(0, 80)}`));
    if (this.#awaited !== undefined && frame.includes(this.#awaited)) this.#continueHandshake();
    if (reads) onFrame?.(frame);
    if (kind === 'message') return;
    const pong = wireFormat.pongFor?.(frame);
    if (pong !== undefined) this.#socket.write(clientFrame(pong));
    if (sends && onAck !== undefined) wireFormat.ackedCids?.(frame).forEach(onAck);
  }

  onControl(opcode: number): void {
    if (opcode === PING) this.#socket.write(clientFrame('', PONG));
    if (opcode === CLOSE) this.#socket.end(clientFrame('', CLOSE));
  }

  #requestUpgrade(): void {
    const { wireFormat, room } = this.options;
    const lines = [
      `GET ${wireFormat.path(room)} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...(wireFormat.subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${wireFormat.subprotocol}`]),
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  #read(bytes: Buffer): boolean {
    if (this.#upgraded) {
      this.parser.feed(bytes);
      return true;
    }
    this.#head += bytes.toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    if (end === -1) return true;
    if (!this.#head.startsWith('HTTP/1.1 101')) {
      this.#joining.reject(new Error(`not upgraded: ${this.#head.slice(0, 40)}`));
      return true;
    }
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1');
    this.#head = '';
    this.#upgraded = true;
    this.#continueHandshake();
    if (rest.length > 0) this.parser.feed(rest);
    return true;
  }

  /** Sends up to the next step that must be answered; after the last step the client has joined. */
  #continueHandshake(): void {
    this.#awaited = undefined;
    let next = this.#handshake.shift();
    while (next !== undefined) {
      if (next.send !== undefined) this.#socket.write(clientFrame(next.send));
      this.#awaited = next.awaits;
      if (next.awaits !== undefined) return;
      next = this.#handshake.shift();
    }
    this.#hasJoined = true;
    this.#joining.resolve();
  }
}
