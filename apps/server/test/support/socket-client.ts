import type { ServerLine } from '@hubbub/protocol/lines';
import { SUBPROTOCOL } from '@hubbub/protocol/limits';

type LineOf<Type extends ServerLine['type']> = Extract<ServerLine, { type: Type }>;

/** A WebSocket that buffers what it receives. It is independent of `packages/client`. */
export class SocketClient implements Disposable {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Every line received so far, oldest first. */
  readonly received: string[] = [];
  readonly frames: string[] = [];
  #readCount = 0;
  #changed: (() => void)[] = [];

  constructor(url: string, protocols: string[] = []) {
    this.socket = new WebSocket(url, protocols);
    this.opened = new Promise((resolve, reject) => {
      this.socket.addEventListener('open', () => resolve());
      this.socket.addEventListener('error', () => reject(new Error('the connection was refused')));
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.addEventListener('close', ({ code, reason }) => {
        resolve({ code, reason });
        this.#wake();
      });
    });
    this.socket.addEventListener('message', ({ data }) => {
      this.frames.push(String(data));
      this.received.push(...String(data).split('\n'));
      this.#wake();
    });
  }

  send(...frames: string[]): void {
    for (const frame of frames) this.socket.send(frame);
  }

  /** The next matching line; earlier ones are skipped. Rejects when the connection closes without one. */
  async line(matches: (line: string) => boolean = () => true): Promise<string> {
    for (;;) {
      while (this.#readCount < this.received.length) {
        const line = this.received[this.#readCount++] ?? '';
        if (matches(line)) return line;
      }
      if (this.socket.readyState === WebSocket.CLOSED)
        throw new Error('the connection closed before a matching line arrived');
      await new Promise<void>((resolve) => this.#changed.push(resolve));
    }
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const resolve of changed) resolve();
  }
}

/** A client of the plain dialect: the first frame is its name, each later one a message. */
export async function plainClient(ws: string, room?: string): Promise<SocketClient> {
  const client = new SocketClient(room === undefined ? ws : `${ws}?room=${encodeURIComponent(room)}`);
  await client.opened;
  return client;
}

/** A client of the json dialect. */
export class JsonClient extends SocketClient {
  constructor(ws: string) {
    super(ws, [SUBPROTOCOL]);
  }

  command(...commands: object[]): void {
    this.send(commands.map((command) => JSON.stringify(command)).join('\n'));
  }

  /** The next line of this type. */
  async next<Type extends ServerLine['type']>(
    type: Type,
    matches: (line: LineOf<Type>) => boolean = () => true,
  ): Promise<LineOf<Type>> {
    let found: LineOf<Type> | undefined;
    await this.line((text) => {
      const line = JSON.parse(text) as ServerLine;
      if (line.type !== type || !matches(line as LineOf<Type>)) return false;
      found = line as LineOf<Type>;
      return true;
    });
    return found as LineOf<Type>;
  }

  /** Takes a name, if one is given, and joins a room. */
  async enter(room: string, name?: string): Promise<LineOf<'joined'>> {
    if (name !== undefined) this.command({ type: 'name', name });
    this.command({ type: 'join', room });
    return this.next('joined');
  }

  lines(): ServerLine[] {
    return this.received.map((line) => JSON.parse(line) as ServerLine);
  }
}

export async function jsonClient(ws: string): Promise<JsonClient> {
  const client = new JsonClient(ws);
  await client.opened;
  return client;
}
