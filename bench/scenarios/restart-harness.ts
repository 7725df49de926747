import { setTimeout as delay } from 'node:timers/promises';
import type { Contestant } from '../servers/contestants.ts';
import { within } from '../load/timeout.ts';
import { Member } from '../load/raw-client.ts';
import { Returner } from '../load/reconnecting-client.ts';
import { speak } from '../load/payload.ts';
import { logReads } from '../measure/log-reads.ts';
import type { Storm } from '../measure/results.ts';
import { Running } from '../servers/server-process.ts';

/** How many connections are opened at a time before the storm. In it, all are. */
const OPENING = 100;
/** Everybody is back within this, in ms, or is not waited for. */
const PATIENCE = 60_000;
/** A message that is only heard by who is there is posted again after so many ms. */
const REPEAT = 500;

/** Clients of one server that go through its restarts. */
export class Weather {
  readonly #running: Running;
  /** By room. */
  readonly #rooms: Returner[][];
  readonly #unacknowledged = new Set<string>();
  #voices: Member[] = [];
  #span = 0;

  private constructor(running: Running, rooms: number, members: number) {
    this.#running = running;
    const { port, contestant } = running;
    this.#rooms = Array.from({ length: rooms }, (_, r) =>
      Array.from(
        { length: members },
        (_, i) => new Returner({ wire: contestant.wire, port, room: `storm${r}`, name: `s${r}m${i}` }),
      ),
    );
  }

  static async gather(contestant: Contestant, rooms: number, members: number): Promise<Weather> {
    const weather = new Weather(await Running.start(contestant), rooms, members);
    try {
      const deadline = performance.now() + PATIENCE;
      const clients = weather.#clients;
      for (let i = 0; i < clients.length; i += OPENING)
        await Promise.all(clients.slice(i, i + OPENING).map((client) => client.come(deadline)));
      await weather.#callVoices();
      await weather.#hearOneMore(deadline);
      return weather;
    } catch (error) {
      await weather.end();
      throw error;
    }
  }

  /**
   * Each client misses so many messages, the server goes and comes, and all clients come back at once. A server that
   * keeps nothing only sees them reconnect.
   */
  async restart(signal: Storm['signal'], misses: number): Promise<Storm> {
    const { contestant, port } = this.#running;
    const clients = this.#clients;
    const missed = resumes(contestant) ? misses : 0;
    for (const client of clients) {
      client.goDeaf();
      client.failures = 0;
      client.wrong = 0;
    }
    const before = clients.map(({ after }) => after);
    if (missed > 0) await this.#post(missed);
    const goes = performance.now();
    await this.#running.stop(signal);
    for (const member of [...clients, ...this.#voices]) member.end();
    await this.#running.begin();
    const listens = performance.now();
    const deadline = listens + PATIENCE;
    const live = await Promise.all(clients.map((client) => client.come(deadline))).then(
      () => true,
      () => false,
    );
    await this.#callVoices();
    const back = await this.#hearOneMore(deadline);
    const now = performance.now();
    return {
      server: contestant.name,
      rooms: this.#rooms.length,
      members: this.#rooms[0]!.length,
      signal,
      down: (listens - goes) / 1_000,
      live: live && back === clients.length ? (now - listens) / 1_000 : Infinity,
      back,
      missed,
      // What it missed, and the one posted afterwards.
      wrong: clients.filter(({ wrong, after }, i) => missed > 0 && (wrong > 0 || after !== before[i]! + missed + 1))
        .length,
      failures: clients.reduce((sum, { failures }) => sum + failures, 0),
      reads: missed > 0 ? perRoom(await logReads(port), this.#rooms.length) : undefined,
    };
  }

  async end(): Promise<void> {
    for (const member of [...this.#clients, ...this.#voices]) member.end();
    await this.#running.end();
  }

  get #clients(): Returner[] {
    return this.#rooms.flat();
  }

  /** One more client in each room, who talks. */
  async #callVoices(): Promise<void> {
    const { port, contestant } = this.#running;
    this.#span++;
    this.#voices = this.#rooms.map(
      (_, r) =>
        new Member({
          wire: contestant.wire,
          port,
          room: `storm${r}`,
          name: `voice ${r} ${this.#span}`,
          reads: false,
          sends: true,
          acknowledged: (cid) => this.#acknowledge(cid),
        }),
    );
    await within(PATIENCE, Promise.all(this.#voices.map(({ opened }) => opened)));
  }

  #acknowledge(cid: string): void {
    this.#unacknowledged.delete(cid);
  }

  /** So many messages in each room; resolves when the server has them. */
  async #post(count: number): Promise<void> {
    this.#span++;
    this.#voices.forEach((voice, r) => {
      for (let number = 0; number < count; number++) {
        const cid = `${r}.${number}.${this.#span}`;
        this.#unacknowledged.add(cid);
        voice.send(cid, speak({ span: this.#span, number, at: performance.now() }));
      }
    });
    const deadline = performance.now() + PATIENCE;
    while (this.#unacknowledged.size > 0) {
      if (performance.now() > deadline) throw new Error('messages were not acknowledged');
      await delay(5);
    }
  }

  /** Posts a message in each room; how many clients heard it, once all have or the deadline is there. */
  async #hearOneMore(deadline: number): Promise<number> {
    this.#span++;
    const span = this.#span;
    let posted = -Infinity;
    for (;;) {
      const now = performance.now();
      // Where nothing is resumed, who was not in the room yet when it was posted does not get it.
      const again = posted === -Infinity || (!resumes(this.#running.contestant) && now - posted > REPEAT);
      if (again) {
        posted = now;
        this.#voices.forEach((voice, r) => voice.send(`${r}.${span}`, speak({ span, number: r, at: now })));
      }
      const heard = this.#clients.filter((client) => client.span === span).length;
      if (heard === this.#clients.length || now > deadline) return heard;
      await delay(5);
    }
  }
}

/** Whether clients of this server go on from where they were. */
export function resumes({ wire }: Contestant): boolean {
  return wire.joinedAt !== undefined;
}

function perRoom(reads: number | undefined, rooms: number): number | undefined {
  return reads === undefined ? undefined : reads / rooms;
}
