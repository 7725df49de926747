import type { Actor } from '../clients/actor.ts';
import type { History } from '../recording/history.ts';
import type { Supervisor } from '../server/supervisor.ts';
import type { Random } from '../random.ts';

/** What a fault can act on. */
export interface FaultContext {
  supervisor: Supervisor;
  actors: readonly Actor[];
  history: History;
  /** The server's data directory. */
  directory: string;
}

/** One fault with its parameters drawn. */
export interface Fault {
  /** Upper bound, without the time that the server needs to start. */
  maxDurationMs: number;
  detail: string;
  /** Resolves when the fault is over and repaired. */
  run: (context: FaultContext) => Promise<void>;
}

export interface FaultKind {
  name: string;
  /** Faults of one target come one after the other; faults of different targets may overlap. */
  target: 'server' | 'network';
  /** The reason if this machine cannot produce the fault. */
  unavailable?: () => string | undefined;
  /** `actors` is the number of clients; the affected ones are drawn by index. */
  draw: (random: Random, actors: number) => Fault;
}

/** Draws the indexes of the affected clients: one, several or all. */
export function drawActors(random: Random, actors: number): number[] {
  const all = Array.from({ length: actors }, (_, index) => index);
  const count = random.chance(0.2) ? actors : random.whole(1, Math.max(1, Math.ceil(actors / 2)));
  return random.sample(all, count);
}

export function actorsAt(numbers: readonly number[], { actors }: FaultContext): Actor[] {
  return numbers.flatMap((number) => actors[number] ?? []);
}
