import { connect, type Socket } from 'node:net';
import { clientFrame, FrameWalker, type Kind, type Listener } from './frames.ts';
import type { Place, Step, Wire } from './wire-formats.ts';

export interface MemberOptions {
  wire: Wire;
  port: number;
  room: string;
  name: string;
  /** Reads every frame and hands it over; the others only count bytes. */
  reads: boolean;
  sends: boolean;
  from?: Place | undefined;
  heard?: (frame: string) => void;
  acknowledged?: (cid: string) => void;
}

/** One buffer for all connections: what was read is counted before the next one reads. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** One connection of the load: a raw socket, because a WebSocket client costs more than the server it measures. */
export class Member implements Listener {
  readonly options: MemberOptions;
  readonly walker = new FrameWalker(this);
  /** It is in the room. Rejects when it is refused, or the line ends before. */
  readonly opened: Promise<void>;
  closed = false;
  readonly #socket: Socket;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #upgraded = false;
  #head = '';
  readonly #greeting: Step[];
  #until: string | undefined;
  #ready = false;

  constructor(options: MemberOptions) {
    this.options = options;
    this.#greeting = options.wire.greeting(options);
    this.opened = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who waits for many hears of the first that failed; the others need no ear.
    this.opened.catch(() => undefined);
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer, callback: (length) => this.#read(buffer.subarray(0, length)) },
    });
    this.#socket.on('connect', () => this.#ask());
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => {
      this.closed = true;
      this.#reject(new Error('the server hung up'));
    });
  }

  send(cid: string, text: string): void {
    this.#socket.write(clientFrame(this.options.wire.message(this.options.room, cid, text)));
  }

  end(): void {
    this.#socket.destroy();
  }

  kindOf(bytes: Buffer, start: number, length: number): Kind {
    return this.options.wire.kindOf(bytes, start, length);
  }

  wants(kind: Kind): boolean {
    const { reads, sends, wire } = this.options;
    return reads || (kind === 'other' && (!this.#ready || sends || wire.answer !== undefined));
  }

  hear(frame: string, kind: Kind): void {
    const { wire, heard, acknowledged, reads, sends } = this.options;
    if (!this.#ready && wire.refused?.(frame)) this.#reject(new Error(`refused: ${frame.slice(0, 80)}`));
    if (this.#until !== undefined && frame.includes(this.#until)) this.#greet();
    if (reads) heard?.(frame);
    if (kind === 'message') return;
    const answer = wire.answer?.(frame);
    if (answer !== undefined) this.#socket.write(clientFrame(answer));
    if (sends && acknowledged !== undefined) wire.acknowledged?.(frame).forEach(acknowledged);
  }

  control(opcode: number): void {
    if (opcode === PING) this.#socket.write(clientFrame('', PONG));
    if (opcode === CLOSE) this.#socket.end(clientFrame('', CLOSE));
  }

  #ask(): void {
    const { wire, room } = this.options;
    const lines = [
      `GET ${wire.path(room)} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...(wire.subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${wire.subprotocol}`]),
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  #read(bytes: Buffer): boolean {
    if (this.#upgraded) {
      this.walker.feed(bytes);
      return true;
    }
    this.#head += bytes.toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    if (end === -1) return true;
    if (!this.#head.startsWith('HTTP/1.1 101')) {
      this.#reject(new Error(`not upgraded: ${this.#head.slice(0, 40)}`));
      return true;
    }
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1');
    this.#head = '';
    this.#upgraded = true;
    this.#greet();
    if (rest.length > 0) this.walker.feed(rest);
    return true;
  }

  /** Says the next thing of the greeting; after the last one it is in the room. */
  #greet(): void {
    this.#until = undefined;
    let next = this.#greeting.shift();
    while (next !== undefined) {
      if (next.say !== undefined) this.#socket.write(clientFrame(next.say));
      this.#until = next.until;
      if (next.until !== undefined) return;
      next = this.#greeting.shift();
    }
    this.#ready = true;
    this.#resolve();
  }
}
