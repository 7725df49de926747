import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** `up` is from client to server, `down` from server to client. */
export type Direction = 'up' | 'down';

/** A TCP proxy between one client and the server that simulates bad networks. */
export class Proxy {
  readonly port: number;
  /** Delay of each chunk. */
  latencyMs = 0;
  /** 0 for unlimited. */
  bytesPerSecond = 0;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #held: { [D in Direction]?: PromiseWithResolvers<void> } = {};
  readonly #tears = new Set<Direction>();

  private constructor(server: Server, upstream: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client: Socket) => {
      const pair = new Pair(this, client, connect(upstream, '127.0.0.1'));
      this.#pairs.add(pair);
      void pair.closed.then(() => this.#pairs.delete(pair));
    });
  }

  static async open(upstream: number): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, upstream);
  }

  /** Both ends receive RST. */
  reset(): void {
    for (const pair of this.#pairs) pair.reset();
  }

  /** The next chunk in this direction is forwarded in part, then the connection is cut. */
  tear(direction: Direction): void {
    this.#tears.add(direction);
  }

  /** Silently holds back everything in this direction. */
  hold(direction: Direction): void {
    this.#held[direction] ??= Promise.withResolvers<void>();
  }

  /** Forwards what was held back. */
  release(): void {
    for (const direction of ['up', 'down'] as const) {
      this.#held[direction]?.resolve();
      delete this.#held[direction];
    }
  }

  /** The current connections silently stay dead; new ones work. */
  abandon(): void {
    for (const pair of this.#pairs) pair.dead = true;
    this.release();
  }

  heal(): void {
    this.latencyMs = 0;
    this.bytesPerSecond = 0;
    this.#tears.clear();
    this.release();
    for (const pair of this.#pairs) if (pair.dead) pair.reset();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.release();
    this.reset();
    await once(this.#server, 'close');
  }

  /** Called for each chunk; resolves when it may be forwarded. */
  async beforeForward(direction: Direction, bytes: number): Promise<'whole' | 'torn'> {
    await this.#held[direction]?.promise;
    const late = this.latencyMs + (this.bytesPerSecond > 0 ? (bytes / this.bytesPerSecond) * 1_000 : 0);
    if (late > 0) await delay(late);
    return bytes > 1 && this.#tears.delete(direction) ? 'torn' : 'whole';
  }
}

/** A client's connection to the proxy and the proxy's connection to the server. */
class Pair {
  readonly closed: Promise<void>;
  dead = false;
  readonly #proxy: Proxy;
  readonly #client: Socket;
  readonly #server: Socket;

  constructor(proxy: Proxy, client: Socket, server: Socket) {
    this.#proxy = proxy;
    this.#client = client;
    this.#server = server;
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // Connections are cut on purpose here.
      socket.on('error', () => undefined);
    }
    const both = [client, server].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    this.closed = Promise.all(both).then(() => undefined);
    void this.#pump('up', client, server);
    void this.#pump('down', server, client);
  }

  reset(): void {
    this.dead = false;
    // A socket that is still connecting cannot be reset.
    for (const socket of [this.#client, this.#server])
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
  }

  async #pump(direction: Direction, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        const arrives = await this.#proxy.beforeForward(direction, piece.length);
        if (this.dead) await this.closed;
        if (arrives === 'torn') {
          to.end(piece.subarray(0, Math.floor(piece.length / 2)));
          from.resetAndDestroy();
          return;
        }
        // Stops reading while the other side does not read, so that backpressure is passed on.
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }
}
