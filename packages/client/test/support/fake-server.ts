import type { Command } from '@hubbub/protocol/commands';
import type { ServerLine, Welcome } from '@hubbub/protocol/lines';
import { unpack } from '../../src/frames.ts';

/** The client’s WebSocket. The test controls the server’s end. */
class FakeSocket {
  readonly url: string;
  readonly protocol: string;
  readyState = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  /** Like a browser with a dead connection: `onclose` is not called for a long time. */
  close(): void {
    this.readyState = 2;
  }
}

/** A server that the test controls line by line. Its WebSocket class goes into the client's options. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly WebSocket: typeof WebSocket;

  constructor() {
    const { sockets } = this;
    class RecordedSocket extends FakeSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        sockets.push(this);
      }
    }
    this.WebSocket = RecordedSocket as unknown as typeof WebSocket;
  }

  /** The socket that was opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  accept(): void {
    this.socket.readyState = 1;
    this.socket.onopen?.();
  }

  welcome(overrides: Partial<Welcome> = {}): void {
    this.send({ type: 'welcome', epoch: 'first', heartbeat: 15_000, maxText: 8_192, ...overrides });
  }

  send(...lines: ServerLine[]): void {
    this.sendFrame(lines.map((line) => JSON.stringify(line)).join('\n'));
  }

  sendFrame(data: unknown): void {
    this.socket.onmessage?.({ data });
  }

  close(code: number): void {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code });
  }

  /** The frames that arrived on the newest socket since the last call. */
  receivedFrames(): string[] {
    return this.socket.sent.splice(0);
  }

  /** The commands in `receivedFrames`. */
  received(): Command[] {
    return this.receivedFrames().flatMap((frame) => unpack(frame) as Command[]);
  }
}
