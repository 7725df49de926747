import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A TCP connection that can send what no correct client would. */
export class RawSocket implements Disposable {
  readonly socket: Socket;
  readonly ended: Promise<void>;
  received = Buffer.alloc(0);

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data: Buffer) => (this.received = Buffer.concat([this.received, data])));
    this.socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.socket.on('close', () => resolve()));
  }

  write(data: string | Uint8Array): void {
    this.socket.write(data);
  }

  /** Waits until the received bytes match. */
  async until(matches: (received: Buffer) => boolean): Promise<Buffer> {
    while (!matches(this.received)) {
      if (this.socket.closed) throw new Error(`closed after ${JSON.stringify(this.received.toString('utf8', 0, 500))}`);
      await Promise.race([new Promise((resolve) => this.socket.once('data', resolve)), this.ended]);
    }
    return this.received;
  }

  /** The status of the HTTP response. */
  async status(): Promise<number> {
    const answer = await this.until((received) => received.includes('\r\n'));
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString())?.[1]);
  }

  /** Upgrades to a WebSocket; `received` then has only frames. */
  async upgrade(headers: Record<string, string> = {}): Promise<void> {
    this.write(handshake(headers));
    await this.until((received) => received.includes('\r\n\r\n'));
    this.received = this.received.subarray(this.received.indexOf('\r\n\r\n') + 4);
  }

  /** The code of the close frame that ends the connection. */
  async closeCode(): Promise<number | undefined> {
    await this.ended;
    for (let at = 0; at + 2 <= this.received.length;) {
      const short = this.received.readUInt8(at + 1);
      const [header, length] = short < 126 ? [2, short] : [4, this.received.readUInt16BE(at + 2)];
      if (this.received.readUInt8(at) === 0x88) return this.received.readUInt16BE(at + header);
      at += header + length;
    }
    return undefined;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** A handshake request. A header that is '' is left out. */
export function handshake(changes: Record<string, string> = {}, first = 'GET /ws HTTP/1.1'): string {
  const headers = {
    Host: 'localhost',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
  return [first, ...lines, '', ''].join('\r\n');
}

/** A client's frame: by default masked (with zeros) and complete. */
export function frame(
  payload: string | Buffer,
  { opcode = 1, final = true, masked = true, reserved = 0 } = {},
): Buffer {
  const data = Buffer.from(payload);
  const header =
    data.length < 126
      ? Buffer.from([0, data.length])
      : data.length < 65_536
        ? Buffer.from([0, 126, data.length >> 8, data.length & 255])
        : Buffer.from([0, 127, 0, 0, 0, 0, ...new Uint8Array(new Uint32Array([data.length]).buffer).reverse()]);
  header[0] = (final ? 0x80 : 0) | reserved | opcode;
  header[1] = (header[1] ?? 0) | (masked ? 0x80 : 0);
  return Buffer.concat([header, masked ? Buffer.alloc(4) : Buffer.alloc(0), data]);
}
