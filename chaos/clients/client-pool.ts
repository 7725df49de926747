import type { History } from '../recording/history.ts';
import { Proxy } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { AppClient } from './app-client.ts';
import { startActing } from './action-timer.ts';
import { PlainClient } from './plain-client.ts';
import { RawClient } from './raw-client.ts';
import { Workload } from './workload.ts';

/** The number of clients of each kind, and the actions per second of each writer. */
export interface ClientPoolPlan {
  rooms: readonly string[];
  app: { count: number; rate: number };
  raw: { count: number; rate: number; readers: number };
  plain: { count: number; rate: number; readers: number };
}

/** All clients of a run, each behind a proxy of its own. */
export class ClientPool {
  readonly actors: Actor[] = [];
  readonly #workloads = new Map<Actor, Workload>();
  #stopActing: (() => void)[] = [];

  static async connect(plan: ClientPoolPlan, port: number, history: History, random: Random): Promise<ClientPool> {
    const pool = new ClientPool();
    const each = async (
      count: number,
      kind: string,
      make: (to: { name: string; rooms: string[]; proxy: Proxy; random: Random }) => Actor,
    ): Promise<void> => {
      for (let i = 0; i < count; i++) {
        const name = `${kind} ${i + 1}`;
        // Each client is in two adjacent rooms, so that every pair of neighbours shares readers.
        const rooms = [plan.rooms[i % plan.rooms.length]!, plan.rooms[(i + 1) % plan.rooms.length]!];
        pool.actors.push(make({ name, rooms, proxy: await Proxy.open(port), random: random.fork(name) }));
      }
    };
    const write = (name: string, rooms: readonly string[], rate: number, changes = true): Workload =>
      new Workload({ name, rooms, random: random.fork(`${name} writes`), history, rate, edits: changes });
    const add = (actor: Actor, workload: Workload): Actor => {
      pool.#workloads.set(actor, workload);
      return actor;
    };
    const api = `http://127.0.0.1:${port}/api`;
    await each(plan.app.count, 'app', (to) => {
      const workload = write(to.name, to.rooms, plan.app.rate);
      return add(new AppClient({ ...to, history, workload: workload, api }), workload);
    });
    await each(plan.raw.count, 'raw', (to) => {
      const workload = write(to.name, to.rooms, plan.raw.rate);
      return add(new RawClient({ ...to, history, workload: workload }), workload);
    });
    await each(plan.raw.readers, 'raw reader', (to) => new RawClient({ ...to, history }));
    await each(plan.plain.count, 'plain', ({ rooms: [room = ''], ...to }) => {
      const workload = write(to.name, [room], plan.plain.rate, false);
      return add(new PlainClient({ ...to, room, history, workload: workload }), workload);
    });
    await each(plan.plain.readers, 'plain reader', ({ rooms: [room = ''], ...to }) => {
      return new PlainClient({ ...to, room, history });
    });
    await Promise.all(pool.actors.map((actor) => actor.join()));
    return pool;
  }

  start(): void {
    this.#stopActing = [...this.#workloads].map(([actor, workload]) => startActing(actor, workload));
  }

  /** Stops new actions. */
  pause(): void {
    for (const end of this.#stopActing.splice(0)) end();
  }

  unfinished(heads: ReadonlyMap<string, number>): string[] {
    return this.actors.flatMap((actor) => actor.unfinished(heads));
  }

  async close(): Promise<void> {
    for (const actor of this.actors) actor.close();
    await Promise.all(this.actors.map(({ proxy }) => proxy.close()));
  }
}
