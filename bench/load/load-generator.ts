import { setTimeout as delay } from 'node:timers/promises';
import { type ClientsOptions, connectClients } from './clients.ts';
import { checkDelivery, ReaderCounts } from './delivery-check.ts';
import { Latencies } from './latencies.ts';
import { decodePayload, encodePayload, runPrefix } from './payload.ts';
import type { RawClient } from './raw-client.ts';

export interface LoadResult {
  sent: number;
  /** From the first send to the last received byte. */
  seconds: number;
  /** Messages per second that were really sent. */
  rate: number;
  /** Deliveries. */
  expected: number;
  delivered: number;
  complete: boolean;
  latency: Latencies;
  ackLatency: Latencies;
  /** Event-loop utilization of the generator while it sent; near 1 it measures itself. */
  generatorUtilization: number;
}

/** A message counts as lost this long after the last send, or after the last received byte. */
const DRAIN_TIMEOUT_MS = 5_000;
const SILENCE_TIMEOUT_MS = 3_000;
/** Without traffic for this long, nothing more is on its way. */
const QUIET_MS = 400;
const SETTLE_TIMEOUT_MS = 30_000;

/** Owns all client connections to one server, sends the load and measures what arrives. */
export class LoadGenerator implements Disposable {
  readonly #options: ClientsOptions;
  readonly #rooms: RawClient[][] = [];
  #clients: RawClient[] = [];
  readonly #sentAt = new Map<string, number>();
  /** Per room, the member count that its first client received last. */
  readonly #memberCounts: number[] = [];
  #readers = new Map<RawClient, ReaderCounts>();
  #latency = new Latencies();
  #ackLatency = new Latencies();
  #run = 0;
  #sent = 0;

  constructor(options: ClientsOptions) {
    this.#options = options;
  }

  /** Resolves once every client has joined. */
  async connect(): Promise<void> {
    await connectClients(this.#options, this.#rooms, this.#onFrame.bind(this), this.#onAck.bind(this));
    this.#clients = this.#rooms.flat();
  }

  /** Resolves once every client receives messages and no presence updates are on their way. Rejects on a timeout. */
  async settle(): Promise<void> {
    const deadline = performance.now() + SETTLE_TIMEOUT_MS;
    const { members, senders, wireFormat } = this.#options;
    const allCounted = () =>
      wireFormat.memberCount === undefined || this.#rooms.every((_, r) => this.#memberCounts[r] === members);
    let silent = senders === 0 ? [] : this.#clients;
    while (!allCounted() || silent.length > 0) {
      if (performance.now() > deadline)
        throw new Error(`${silent.length} of ${this.#clients.length} clients receive nothing`);
      if (!allCounted()) {
        await delay(50);
        continue;
      }
      const before = silent.map(({ parser }) => parser.messageBytes);
      this.#run++;
      this.#rooms.forEach((room, r) =>
        room
          .find(({ options }) => options.sends)
          ?.send(`settle${r}.${this.#run}.${performance.now()}`, this.#nextText(r)),
      );
      await this.#untilSilent(({ parser }) => parser.frames);
      silent = silent.filter(({ parser }, i) => parser.messageBytes === before[i]);
    }
    await this.#untilSilent(({ parser }) => parser.frames);
  }

  /**
   * Sends `rate` messages per second over all rooms, evenly, for `seconds`; then waits until everything has arrived,
   * nothing more arrives, or `aborted` returns true.
   */
  async run(rate: number, seconds: number, aborted: () => boolean = () => false): Promise<LoadResult> {
    this.#run++;
    this.#latency = new Latencies();
    this.#ackLatency = new Latencies();
    this.#sentAt.clear();
    this.#sent = 0;
    this.#readers = new Map(
      this.#clients.filter(({ options }) => options.reads).map((client) => [client, new ReaderCounts()]),
    );
    const bytesBefore = new Map(this.#clients.map((client) => [client, client.parser.messageBytes]));
    const utilizationBefore = performance.eventLoopUtilization();
    const startedAt = performance.now();
    await this.#send(rate, seconds, aborted);
    const sendingSeconds = (performance.now() - startedAt) / 1_000;
    const generatorUtilization = performance.eventLoopUtilization(utilizationBefore).utilization;
    const deadline = performance.now() + DRAIN_TIMEOUT_MS;
    const lastArrivalAt = await this.#untilSilent(
      (client) => this.#readers.get(client)?.received ?? client.parser.messageBytes,
      (silenceMs) =>
        (silenceMs > QUIET_MS && this.#readersHaveAll()) ||
        silenceMs > SILENCE_TIMEOUT_MS ||
        performance.now() > deadline ||
        aborted(),
    );
    const checks = this.#rooms.map((room, r) => this.#checkRoom(room, r, bytesBefore));
    return {
      sent: this.#sent,
      seconds: Math.max(sendingSeconds, (lastArrivalAt - startedAt) / 1_000),
      rate: this.#sent / sendingSeconds,
      expected: checks.reduce((sum, { expected }) => sum + expected, 0),
      delivered: checks.reduce((sum, { delivered }) => sum + delivered, 0),
      complete: checks.every(({ complete }) => complete) && !this.#clients.some(({ closed }) => closed),
      latency: this.#latency,
      ackLatency: this.#ackLatency,
      generatorUtilization,
    };
  }

  [Symbol.dispose](): void {
    // Not #clients: some may be connected when connect() fails.
    for (const client of this.#rooms.flat()) client.close();
  }

  /** Round-robin over the rooms, and within each room over its senders. */
  async #send(rate: number, seconds: number, aborted: () => boolean): Promise<void> {
    const senders = this.#rooms.map((room) => room.filter(({ options }) => options.sends));
    const total = Math.round(rate * seconds);
    const startedAt = performance.now();
    while (this.#sent < total && !aborted()) {
      const due = Math.min(total, ((performance.now() - startedAt) / 1_000) * rate);
      for (; this.#sent < due; this.#sent++) {
        const inRoom = senders[this.#sent % senders.length]!;
        const sender = inRoom[Math.floor(this.#sent / senders.length) % inRoom.length]!;
        const cid = `${this.#sent.toString(36)}.${startedAt.toString(36)}`;
        if (sender.options.wireFormat.ackedCids !== undefined) this.#sentAt.set(cid, performance.now());
        sender.send(cid, this.#nextText(this.#sent));
      }
      await delay(1);
    }
  }

  #nextText(number: number): string {
    return encodePayload({ run: this.#run, number, sentAt: performance.now() });
  }

  #checkRoom(room: RawClient[], index: number, bytesBefore: ReadonlyMap<RawClient, number>) {
    const received = (client: RawClient) => client.parser.messageBytes - bytesBefore.get(client)!;
    return checkDelivery({
      sent: this.#sentTo(index),
      bytes: room.map(received),
      readers: room
        .filter(({ options }) => options.reads)
        .map((client) => {
          const { unique, duplicates } = this.#readers.get(client)!;
          return { unique, duplicates, bytes: received(client) };
        }),
    });
  }

  #sentTo(room: number): number {
    const { rooms } = this.#options;
    return Math.floor(this.#sent / rooms) + (room < this.#sent % rooms ? 1 : 0);
  }

  #readersHaveAll(): boolean {
    return this.#rooms.every((room, r) => {
      const sent = this.#sentTo(r);
      return room.every((client) => (this.#readers.get(client)?.unique ?? sent) === sent);
    });
  }

  /** Resolves with the time of the last arrival once `isOver`, which is given the milliseconds since then. */
  async #untilSilent(
    count: (client: RawClient) => number,
    isOver: (silenceMs: number) => boolean = (silenceMs) => silenceMs > QUIET_MS,
  ): Promise<number> {
    let before = -1;
    let lastArrivalAt = performance.now();
    for (;;) {
      const received = this.#clients.reduce((sum, client) => sum + count(client), 0);
      if (received !== before) lastArrivalAt = performance.now();
      before = received;
      if (isOver(performance.now() - lastArrivalAt)) return lastArrivalAt;
      await delay(20);
    }
  }

  #onFrame(client: RawClient, room: number, frame: string): void {
    const { wireFormat } = this.#options;
    // Presence is broadcast to the whole room at once, so one client per room is enough.
    const memberCount = client === this.#rooms[room]![0] ? wireFormat.memberCount?.(frame) : undefined;
    if (memberCount !== undefined) this.#memberCounts[room] = memberCount;
    const now = performance.now();
    for (const text of wireFormat.texts(frame, runPrefix(this.#run))) {
      const payload = decodePayload(text);
      this.#readers.get(client)?.add(payload);
      this.#latency.add(now - payload.sentAt);
    }
  }

  #onAck(cid: string): void {
    const sentAt = this.#sentAt.get(cid);
    if (sentAt === undefined) return;
    this.#sentAt.delete(cid);
    this.#ackLatency.add(performance.now() - sentAt);
  }
}
