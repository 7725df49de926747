import { setTimeout as delay } from 'node:timers/promises';
import { encodePayload } from '../load/payload.ts';
import { RawClient } from '../load/raw-client.ts';
import { ReconnectingClient } from '../load/reconnecting-client.ts';
import { withTimeout } from '../load/timeout.ts';
import { countLogReads } from '../measure/log-reads.ts';
import type { StormResult } from '../measure/results.ts';
import type { Contestant } from '../servers/contestants.ts';
import { MeasuredServer } from '../servers/measured-server.ts';

/** Connections that are opened at the same time before the storm; in the storm, all are. */
const CONNECT_BATCH = 100;
const TIMEOUT_MS = 60_000;
/** Where nothing is resumed, a message is posted again for the clients that were not in the room yet. */
const REPOST_INTERVAL_MS = 500;

/** Connects clients to one server, restarts it, and measures how they come back. */
export class RestartHarness implements AsyncDisposable {
  readonly #server: MeasuredServer;
  readonly #rooms: number;
  readonly #members: number;
  readonly #clients: ReconnectingClient[];
  readonly #unackedCids = new Set<string>();
  /** One per room. */
  #senders: RawClient[] = [];
  #run = 0;

  private constructor(server: MeasuredServer, rooms: number, members: number) {
    this.#server = server;
    this.#rooms = rooms;
    this.#members = members;
    const { port, contestant } = server;
    const { wireFormat } = contestant;
    this.#clients = Array.from(
      { length: rooms * members },
      (_, i) => new ReconnectingClient({ wireFormat, port, room: `storm${i % rooms}`, name: `client ${i}` }),
    );
  }

  /** Resolves once all clients are connected and receive messages. */
  static async connect(contestant: Contestant, rooms: number, members: number): Promise<RestartHarness> {
    await using undo = new AsyncDisposableStack();
    const harness = undo.use(new RestartHarness(await MeasuredServer.start(contestant), rooms, members));
    const deadline = performance.now() + TIMEOUT_MS;
    for (let i = 0; i < harness.#clients.length; i += CONNECT_BATCH)
      await Promise.all(harness.#clients.slice(i, i + CONNECT_BATCH).map((client) => client.connect(deadline)));
    await harness.#connectSenders();
    await harness.#deliverOne(deadline);
    undo.move();
    return harness;
  }

  /**
   * Lets each client miss `misses` messages, restarts the server, and reconnects all clients at once. Clients of a
   * server that cannot resume miss none; they only reconnect.
   */
  async restart(signal: StormResult['signal'], misses: number): Promise<StormResult> {
    const { contestant, port } = this.#server;
    const clients = this.#clients;
    const missedPerClient = canResume(contestant) ? misses : 0;
    for (const client of clients) {
      client.ignoreMessages();
      client.failures = 0;
      client.sequenceErrors = 0;
    }
    const cursors = clients.map(({ after }) => after);
    if (missedPerClient > 0) await this.#post(missedPerClient);
    const stoppedAt = performance.now();
    await this.#server.stop(signal);
    this.#closeConnections();
    await this.#server.launch();
    const listeningAt = performance.now();
    const deadline = listeningAt + TIMEOUT_MS;
    const allConnected = await Promise.all(clients.map((client) => client.connect(deadline))).then(
      () => true,
      () => false,
    );
    await this.#connectSenders();
    const liveClients = await this.#deliverOne(deadline);
    const liveAt = performance.now();
    const reads = missedPerClient > 0 ? await countLogReads(port) : undefined;
    // The missed messages, and the one that was posted afterwards.
    const expected = missedPerClient + 1;
    return {
      server: contestant.name,
      rooms: this.#rooms,
      members: this.#members,
      signal,
      downSeconds: (listeningAt - stoppedAt) / 1_000,
      liveSeconds: allConnected && liveClients === clients.length ? (liveAt - listeningAt) / 1_000 : Infinity,
      liveClients,
      missedPerClient,
      wrongClients: clients.filter(
        ({ sequenceErrors, after }, i) =>
          missedPerClient > 0 && (sequenceErrors > 0 || after !== cursors[i]! + expected),
      ).length,
      failedConnections: clients.reduce((sum, { failures }) => sum + failures, 0),
      readsPerRoom: reads === undefined ? undefined : reads / this.#rooms,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closeConnections();
    await this.#server[Symbol.asyncDispose]();
  }

  #closeConnections(): void {
    for (const client of [...this.#clients, ...this.#senders]) client.close();
  }

  async #connectSenders(): Promise<void> {
    const { port, contestant } = this.#server;
    this.#run++;
    this.#senders = Array.from(
      { length: this.#rooms },
      (_, r) =>
        new RawClient({
          wireFormat: contestant.wireFormat,
          port,
          room: `storm${r}`,
          name: `sender ${r} ${this.#run}`,
          reads: false,
          sends: true,
          onAck: (cid) => this.#unackedCids.delete(cid),
        }),
    );
    await withTimeout(TIMEOUT_MS, Promise.all(this.#senders.map(({ joined }) => joined)));
  }

  /** Posts `count` messages to each room; resolves once all are acknowledged. */
  async #post(count: number): Promise<void> {
    this.#run++;
    this.#senders.forEach((sender, r) => {
      for (let number = 0; number < count; number++) {
        const cid = `${r}.${number}.${this.#run}`;
        this.#unackedCids.add(cid);
        sender.send(cid, encodePayload({ run: this.#run, number, sentAt: performance.now() }));
      }
    });
    const deadline = performance.now() + TIMEOUT_MS;
    while (this.#unackedCids.size > 0) {
      if (performance.now() > deadline) throw new Error('messages were not acknowledged');
      await delay(5);
    }
  }

  /** Posts a message to each room; resolves with the number of clients that received it by the deadline. */
  async #deliverOne(deadline: number): Promise<number> {
    this.#run++;
    const run = this.#run;
    const reposts = !canResume(this.#server.contestant);
    let postedAt = -Infinity;
    for (;;) {
      const now = performance.now();
      if (postedAt === -Infinity || (reposts && now - postedAt > REPOST_INTERVAL_MS)) {
        postedAt = now;
        this.#senders.forEach((sender, r) =>
          sender.send(`${r}.${run}`, encodePayload({ run, number: r, sentAt: now })),
        );
      }
      const received = this.#clients.filter((client) => client.latestRun === run).length;
      if (received === this.#clients.length || now > deadline) return received;
      await delay(5);
    }
  }
}

/** Whether clients of this server can resume from a cursor. */
export function canResume({ wireFormat }: Contestant): boolean {
  return wireFormat.joinCursor !== undefined;
}
