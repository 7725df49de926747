import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** `up` is what the client says, `down` what the server says. */
export type Direction = 'up' | 'down';

/** One client's line to the server: a TCP proxy that can be made as bad as lines are. */
export class Line {
  readonly port: number;
  /** Milliseconds by which each piece is late. */
  lateness = 0;
  /** Bytes in a second; 0 for as fast as it goes. */
  rate = 0;
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

  static async open(upstream: number): Promise<Line> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Line(server, upstream);
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Both ends see RST. */
  reset(): void {
    for (const pair of this.#pairs) pair.reset();
  }

  /** The next piece that goes this way arrives in part, and then the line is cut. */
  tear(direction: Direction): void {
    this.#tears.add(direction);
  }

  /** Nothing goes this way any more, and nobody is told. */
  hold(direction: Direction): void {
    this.#held[direction] ??= Promise.withResolvers<void>();
  }

  /** What was held goes on. */
  release(): void {
    for (const direction of ['up', 'down'] as const) {
      this.#held[direction]?.resolve();
      delete this.#held[direction];
    }
  }

  /** The connections there are stay dead without anybody being told; new ones are fine. */
  forget(): void {
    for (const pair of this.#pairs) pair.dead = true;
    this.release();
  }

  heal(): void {
    this.lateness = 0;
    this.rate = 0;
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

  /** Called for each piece by the pairs. */
  async passes(direction: Direction, bytes: number): Promise<'whole' | 'torn'> {
    await this.#held[direction]?.promise;
    const late = this.lateness + (this.rate > 0 ? (bytes / this.rate) * 1_000 : 0);
    if (late > 0) await delay(late);
    return bytes > 1 && this.#tears.delete(direction) ? 'torn' : 'whole';
  }
}

/** One connection: what the client opened, and what was opened to the server for it. */
class Pair {
  readonly closed: Promise<void>;
  dead = false;
  readonly #line: Line;
  readonly #client: Socket;
  readonly #server: Socket;

  constructor(line: Line, client: Socket, server: Socket) {
    this.#line = line;
    this.#client = client;
    this.#server = server;
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // A line that is cut is what this is for.
      socket.on('error', () => undefined);
    }
    const both = [client, server].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    this.closed = Promise.all(both).then(() => undefined);
    void this.#pump('up', client, server);
    void this.#pump('down', server, client);
  }

  reset(): void {
    this.dead = false;
    // Before it is connected there is nothing to reset.
    for (const socket of [this.#client, this.#server])
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
  }

  async #pump(direction: Direction, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        const arrives = await this.#line.passes(direction, piece.length);
        if (this.dead) await this.closed;
        if (arrives === 'torn') {
          to.end(piece.subarray(0, Math.floor(piece.length / 2)));
          from.resetAndDestroy();
          return;
        }
        // Not reading on is how this side learns that the other one does not.
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }
}
