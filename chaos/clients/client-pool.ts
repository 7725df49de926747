import { Proxy } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { History } from '../recording/history.ts';
import type { Actor } from './actor.ts';
import { AppClient } from './app-client.ts';
import { PlainClient } from './plain-client.ts';
import { RawClient } from './raw-client.ts';
import { Workload } from './workload.ts';

/** The clients of one kind. */
export interface ClientCounts {
  writers: number;
  /** Actions per second of each writer. */
  rate: number;
  readers: number;
}

export interface ClientPoolPlan extends Record<keyof typeof kinds, ClientCounts> {
  rooms: readonly string[];
}

const kinds = {
  app: { Client: AppClient, roomCount: 2, edits: true },
  raw: { Client: RawClient, roomCount: 2, edits: true },
  plain: { Client: PlainClient, roomCount: 1, edits: false },
};

/** An actor that is later than this does not catch up. */
const MAX_LAG_MS = 1_000;

/** All clients of a run, each behind a proxy of its own. */
export class ClientPool implements AsyncDisposable {
  readonly actors: Actor[] = [];
  readonly #workloads = new Map<Actor, Workload>();
  #stopActing: (() => void)[] = [];

  static async connect(plan: ClientPoolPlan, port: number, history: History, random: Random): Promise<ClientPool> {
    const pool = new ClientPool();
    for (const kind of ['app', 'raw', 'plain'] as const) {
      const { Client, roomCount, edits } = kinds[kind];
      const { writers, rate, readers } = plan[kind];
      for (let i = 0; i < writers + readers; i++) {
        const name = i < writers ? `${kind} ${i + 1}` : `${kind} reader ${i - writers + 1}`;
        // Adjacent ones, so that every pair of neighbours shares readers.
        const rooms = Array.from({ length: roomCount }, (_, r) => plan.rooms[(i + r) % plan.rooms.length]!);
        const workload =
          i < writers
            ? new Workload({ name, rooms, random: random.fork(`${name} writes`), history, rate, edits })
            : undefined;
        const proxy = await Proxy.open(port);
        const api = `http://127.0.0.1:${port}/api`;
        const actor = new Client({ name, rooms, proxy, api, history, random: random.fork(name), workload });
        pool.actors.push(actor);
        if (workload) pool.#workloads.set(actor, workload);
      }
    }
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

  async [Symbol.asyncDispose](): Promise<void> {
    this.pause();
    for (const actor of this.actors) actor.close();
    await Promise.all(this.actors.map(({ proxy }) => proxy.close()));
  }
}

/** Lets the actor act at the times of its workload. Returns a function that stops it. */
function startActing(actor: Actor, workload: Workload): () => void {
  let due = performance.now() + workload.nextDelayMs();
  let timer: NodeJS.Timeout;
  const act = (): void => {
    const now = performance.now();
    due = Math.max(due, now - MAX_LAG_MS);
    for (; due <= now; due += workload.nextDelayMs()) actor.act();
    timer = setTimeout(act, due - now);
  };
  timer = setTimeout(act, due - performance.now());
  return () => clearTimeout(timer);
}
