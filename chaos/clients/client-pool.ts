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
    const connectEach = async (
      count: number,
      kind: string,
      create: (options: { name: string; rooms: string[]; proxy: Proxy; random: Random }) => Actor,
    ): Promise<void> => {
      for (let i = 0; i < count; i++) {
        const name = `${kind} ${i + 1}`;
        // Each client is in two adjacent rooms, so that every pair of neighbours shares readers.
        const rooms = [plan.rooms[i % plan.rooms.length]!, plan.rooms[(i + 1) % plan.rooms.length]!];
        pool.actors.push(create({ name, rooms, proxy: await Proxy.open(port), random: random.fork(name) }));
      }
    };
    const workloadFor = (name: string, rooms: readonly string[], rate: number, edits = true): Workload =>
      new Workload({ name, rooms, random: random.fork(`${name} writes`), history, rate, edits: edits });
    const withWorkload = (actor: Actor, workload: Workload): Actor => {
      pool.#workloads.set(actor, workload);
      return actor;
    };
    const api = `http://127.0.0.1:${port}/api`;
    await connectEach(plan.app.count, 'app', (options) => {
      const workload = workloadFor(options.name, options.rooms, plan.app.rate);
      return withWorkload(new AppClient({ ...options, history, workload, api }), workload);
    });
    await connectEach(plan.raw.count, 'raw', (options) => {
      const workload = workloadFor(options.name, options.rooms, plan.raw.rate);
      return withWorkload(new RawClient({ ...options, history, workload }), workload);
    });
    await connectEach(plan.raw.readers, 'raw reader', (options) => new RawClient({ ...options, history }));
    await connectEach(plan.plain.count, 'plain', ({ rooms: [room = ''], ...options }) => {
      const workload = workloadFor(options.name, [room], plan.plain.rate, false);
      return withWorkload(new PlainClient({ ...options, room, history, workload }), workload);
    });
    await connectEach(plan.plain.readers, 'plain reader', ({ rooms: [room = ''], ...options }) => {
      return new PlainClient({ ...options, room, history });
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
