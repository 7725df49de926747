import { setTimeout as delay } from 'node:timers/promises';
import { judge } from './delivery-check.ts';
import { Latencies } from './latencies.ts';
import { Member } from './raw-client.ts';
import { speak, understand } from './payload.ts';
import type { Wire } from './wire-formats.ts';
import { Witness } from './witness.ts';

export interface CrowdOptions {
  wire: Wire;
  port: number;
  rooms: number;
  /** In each room. */
  members: number;
  /** In each room; they are members as well. */
  senders: number;
  /** Members of each room who read every message, two at least: the first, the last, and evenly between them. */
  witnesses: number;
  /** The rooms' names begin with it. */
  named?: string;
}

export interface Outcome {
  sent: number;
  /** From the first send to the last byte that arrived. */
  seconds: number;
  /** Messages a second that were really sent. */
  rate: number;
  due: number;
  delivered: number;
  complete: boolean;
  latency: Latencies;
  acks: Latencies;
  /** Share of the time in which the generator was busy while it sent; near 1 it measures itself. */
  generator: number;
}

/** How many connections are opened at a time. */
const OPENING = 100;
/** What has not arrived so many ms after the last send, or after the last byte that came, is lost. */
const PATIENCE = 5_000;
const SILENCE = 3_000;
/** Nothing more is on its way when nothing came for so many ms. */
const QUIET = 400;
/** Until a crowd is in its rooms and everybody has been told, in ms. */
const SETTLING = 30_000;

/** All connections to one server, and what they say and hear. */
export class Crowd {
  readonly rooms: Member[][] = [];
  readonly members: Member[] = [];
  readonly #options: CrowdOptions;
  readonly #sentAt = new Map<string, number>();
  /** What the first member of each room was told last on how many are in it. The first is told with everybody else. */
  readonly #present: number[] = [];
  #witnesses = new Map<Member, Witness>();
  #latency = new Latencies();
  #acks = new Latencies();
  #span = 0;
  #sent = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** Resolves once everybody is in. */
  async gather(): Promise<void> {
    const { rooms, members, senders, witnesses, wire, port, named = 'r' } = this.#options;
    const reading = spread(witnesses, members);
    const opening: Promise<void>[] = [];
    for (let r = 0; r < rooms; r++) {
      const room: Member[] = [];
      this.rooms.push(room);
      for (let i = 0; i < members; i++) {
        const member: Member = new Member({
          wire,
          port,
          room: `${named}${r}`,
          name: `${named}${r}m${i}`,
          reads: reading.has(i),
          // Neither all first nor all last in the order of joining.
          sends: senders > 0 && i % Math.ceil(members / senders) === 0,
          heard: (frame) => this.#hear(member, r, frame),
          acknowledged: (cid) => this.#acknowledge(cid),
        });
        room.push(member);
        this.members.push(member);
        opening.push(member.opened);
        if (opening.length >= OPENING) await Promise.all(opening.splice(0));
      }
    }
    await Promise.all(opening);
  }

  /**
   * Resolves once everybody hears what is said, and nobody is being told any more who came. Throws when that does not
   * come about.
   */
  async settle(): Promise<void> {
    const deadline = performance.now() + SETTLING;
    const { members, wire } = this.#options;
    const counted = () => wire.present === undefined || this.rooms.every((_, r) => this.#present[r] === members);
    let unheard = this.#options.senders === 0 ? [] : this.members;
    while (!counted() || unheard.length > 0) {
      if (performance.now() > deadline) throw new Error(`${unheard.length} of ${this.members.length} hear nothing`);
      if (counted()) {
        const before = unheard.map(({ walker }) => walker.messageBytes);
        this.#span++;
        this.rooms.forEach((room, r) =>
          speaker(room)?.send(`roll${r}.${this.#span}.${performance.now()}`, this.#text(r)),
        );
        await this.#quiet();
        unheard = unheard.filter(({ walker }, i) => walker.messageBytes === before[i]);
      } else await delay(50);
    }
    await this.#quiet();
  }

  /**
   * Sends `rate` messages a second in all, evenly, for so long; waits until everything has arrived, or nothing more
   * comes, or `stop` says so.
   */
  async talk(rate: number, seconds: number, stop: () => boolean = () => false): Promise<Outcome> {
    this.#span++;
    this.#latency = new Latencies();
    this.#acks = new Latencies();
    this.#sentAt.clear();
    this.#sent = 0;
    this.#witnesses = new Map(
      this.members.filter(({ options }) => options.reads).map((member) => [member, new Witness()]),
    );
    const before = new Map(this.members.map((member) => [member, member.walker.messageBytes]));
    const busy = performance.eventLoopUtilization();
    const start = performance.now();
    await this.#send(rate, seconds, stop);
    const spent = (performance.now() - start) / 1_000;
    const generator = performance.eventLoopUtilization(busy).utilization;
    const last = await this.#arrival(stop);
    const verdicts = this.rooms.map((room, r) => {
      const had = (member: Member) => member.walker.messageBytes - before.get(member)!;
      return judge({
        sent: this.#sentTo(r),
        bytes: room.map(had),
        witnesses: room.flatMap((member) => {
          const witness = this.#witnesses.get(member);
          return witness === undefined ? [] : [{ heard: witness.heard, doubled: witness.doubled, bytes: had(member) }];
        }),
      });
    });
    return {
      sent: this.#sent,
      seconds: Math.max(spent, (last - start) / 1_000),
      rate: this.#sent / spent,
      due: verdicts.reduce((sum, { due }) => sum + due, 0),
      delivered: verdicts.reduce((sum, { delivered }) => sum + delivered, 0),
      complete: verdicts.every(({ complete }) => complete) && !this.members.some(({ closed }) => closed),
      latency: this.#latency,
      acks: this.#acks,
      generator,
    };
  }

  end(): void {
    for (const member of this.members) member.end();
  }

  /** Round the rooms, and in each room round its senders. */
  async #send(rate: number, seconds: number, stop: () => boolean): Promise<void> {
    const senders = this.rooms.map((room) => room.filter(({ options }) => options.sends));
    const total = Math.round(rate * seconds);
    const start = performance.now();
    while (this.#sent < total && !stop()) {
      const due = Math.min(total, ((performance.now() - start) / 1_000) * rate);
      for (; this.#sent < due; this.#sent++) {
        const inRoom = senders[this.#sent % senders.length]!;
        const sender = inRoom[Math.floor(this.#sent / senders.length) % inRoom.length]!;
        const cid = `${this.#sent.toString(36)}.${start.toString(36)}`;
        if (sender.options.wire.acknowledged !== undefined) this.#sentAt.set(cid, performance.now());
        sender.send(cid, this.#text(this.#sent));
      }
      await delay(1);
    }
  }

  #text(number: number): string {
    return speak({ span: this.#span, number, at: performance.now() });
  }

  #sentTo(room: number): number {
    const { rooms } = this.#options;
    return Math.floor(this.#sent / rooms) + (room < this.#sent % rooms ? 1 : 0);
  }

  /** When the last byte came. */
  async #arrival(stop: () => boolean): Promise<number> {
    const began = performance.now();
    let bytes = -1;
    let last = began;
    for (;;) {
      const now = performance.now();
      const arrived = this.#bytes();
      if (arrived !== bytes) last = now;
      bytes = arrived;
      if (this.#allHeard() && now - last > QUIET) return last;
      if (now - last > SILENCE || now - began > PATIENCE || stop()) return last;
      await delay(20);
    }
  }

  #allHeard(): boolean {
    return this.rooms.every((room, r) => {
      const sent = this.#sentTo(r);
      return room.every((member) => (this.#witnesses.get(member)?.heard ?? sent) === sent);
    });
  }

  async #quiet(): Promise<void> {
    let frames = -1;
    let last = performance.now();
    while (performance.now() - last < QUIET) {
      const arrived = this.members.reduce((sum, { walker }) => sum + walker.frames, 0);
      if (arrived !== frames) last = performance.now();
      frames = arrived;
      await delay(20);
    }
  }

  #bytes(): number {
    return this.members.reduce((sum, { walker }) => sum + walker.messageBytes, 0);
  }

  #hear(member: Member, room: number, frame: string): void {
    const { wire } = this.#options;
    const present = wire.present?.(frame);
    if (present !== undefined && member === this.rooms[room]![0]) this.#present[room] = present;
    const now = performance.now();
    for (const text of wire.texts(frame)) {
      const said = understand(text);
      if (said.span !== this.#span) continue;
      this.#witnesses.get(member)?.hear(said);
      this.#latency.add(now - said.at);
    }
  }

  #acknowledge(cid: string): void {
    const at = this.#sentAt.get(cid);
    if (at === undefined) return;
    this.#sentAt.delete(cid);
    this.#acks.add(performance.now() - at);
  }
}

function speaker(room: Member[]): Member | undefined {
  return room.find(({ options }) => options.sends);
}

/** So many of so many, evenly from the first to the last. */
function spread(some: number, of: number): Set<number> {
  return new Set(Array.from({ length: Math.min(some, of) }, (_, i) => Math.round((i * (of - 1)) / (some - 1))));
}
