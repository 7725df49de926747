import type { History } from '../recording/history.ts';
import { Line } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { AppClient } from './app-client.ts';
import { keepActing } from './action-timer.ts';
import { PlainClient } from './plain-client.ts';
import { RawClient } from './raw-client.ts';
import { Writer } from './workload.ts';

/** How many of each kind take part, and how many things each of the writers does in a second. */
export interface CrewPlan {
  rooms: readonly string[];
  app: { count: number; rate: number };
  raw: { count: number; rate: number; readers: number };
  plain: { count: number; rate: number; readers: number };
}

/** Everybody who takes part, each on a line of their own. */
export class Crew {
  readonly actors: Actor[] = [];
  readonly #writers = new Map<Actor, Writer>();
  #ends: (() => void)[] = [];

  static async gather(plan: CrewPlan, port: number, history: History, random: Random): Promise<Crew> {
    const crew = new Crew();
    const each = async (
      count: number,
      kind: string,
      make: (to: { name: string; rooms: string[]; line: Line; random: Random }) => Actor,
    ): Promise<void> => {
      for (let i = 0; i < count; i++) {
        const name = `${kind} ${i + 1}`;
        // Everybody is in two rooms that follow one another, so that each pair of rooms has readers in common.
        const rooms = [plan.rooms[i % plan.rooms.length]!, plan.rooms[(i + 1) % plan.rooms.length]!];
        crew.actors.push(make({ name, rooms, line: await Line.open(port), random: random.fork(name) }));
      }
    };
    const write = (name: string, rooms: readonly string[], rate: number, changes = true): Writer =>
      new Writer({ name, rooms, random: random.fork(`${name} writes`), history, rate, changes });
    const add = (actor: Actor, writer: Writer): Actor => {
      crew.#writers.set(actor, writer);
      return actor;
    };
    const api = `http://127.0.0.1:${port}/api`;
    await each(plan.app.count, 'app', (to) => {
      const writer = write(to.name, to.rooms, plan.app.rate);
      return add(new AppClient({ ...to, history, writer, api }), writer);
    });
    await each(plan.raw.count, 'raw', (to) => {
      const writer = write(to.name, to.rooms, plan.raw.rate);
      return add(new RawClient({ ...to, history, writer }), writer);
    });
    await each(plan.raw.readers, 'raw reader', (to) => new RawClient({ ...to, history }));
    await each(plan.plain.count, 'plain', ({ rooms: [room = ''], ...to }) => {
      const writer = write(to.name, [room], plan.plain.rate, false);
      return add(new PlainClient({ ...to, room, history, writer }), writer);
    });
    await each(plan.plain.readers, 'plain reader', ({ rooms: [room = ''], ...to }) => {
      return new PlainClient({ ...to, room, history });
    });
    await Promise.all(crew.actors.map((actor) => actor.enter()));
    return crew;
  }

  start(): void {
    this.#ends = [...this.#writers].map(([actor, writer]) => keepActing(actor, writer));
  }

  /** Nothing new is done. */
  rest(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  lacks(heads: ReadonlyMap<string, number>): string[] {
    return this.actors.flatMap((actor) => actor.lacks(heads));
  }

  async leave(): Promise<void> {
    for (const actor of this.actors) actor.leave();
    await Promise.all(this.actors.map(({ line }) => line.close()));
  }
}
