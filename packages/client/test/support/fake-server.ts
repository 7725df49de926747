import type { Command } from '@hubbub/protocol/commands';
import type { ServerLine, Welcome } from '@hubbub/protocol/lines';
import { unpack } from '../../src/frames.ts';

/** One end of a line that the test holds the other end of. */
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

  /** As in a browser on a dead line: nothing is heard of it for a long time. */
  close(): void {
    this.readyState = 2;
  }
}

/** A server that does what the test says, line by line. Its WebSocket class goes into the client's options. */
export class FakeServer {
  readonly calls: FakeSocket[] = [];
  readonly WebSocket: typeof WebSocket;

  constructor() {
    const { calls } = this;
    class CallingSocket extends FakeSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        calls.push(this);
      }
    }
    this.WebSocket = CallingSocket as unknown as typeof WebSocket;
  }

  /** The newest call. */
  get call(): FakeSocket {
    const call = this.calls.at(-1);
    if (!call) throw new Error('nobody has called');
    return call;
  }

  accepts(): void {
    this.call.readyState = 1;
    this.call.onopen?.();
  }

  welcomes(more: Partial<Welcome> = {}): void {
    this.says({ type: 'welcome', epoch: 'first', heartbeat: 15_000, maxText: 8_192, ...more });
  }

  says(...lines: ServerLine[]): void {
    this.sends(lines.map((line) => JSON.stringify(line)).join('\n'));
  }

  sends(data: unknown): void {
    this.call.onmessage?.({ data });
  }

  hangsUp(code: number): void {
    this.call.readyState = 3;
    this.call.onclose?.({ code });
  }

  /** The frames of the newest call that were not asked for before. */
  frames(): string[] {
    return this.call.sent.splice(0);
  }

  /** The commands in them. */
  heard(): Command[] {
    return this.frames().flatMap((frame) => unpack(frame) as Command[]);
  }
}
