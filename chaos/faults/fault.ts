import type { Actor } from '../clients/actor.ts';
import type { Random } from '../random.ts';
import type { History } from '../recording/history.ts';
import type { Supervisor } from '../server/supervisor.ts';

/** What a fault can act on. */
export interface FaultContext {
  supervisor: Supervisor;
  actors: readonly Actor[];
  /** Their rooms. */
  rooms: readonly string[];
  /** Drawn for this fault: the clients that it affects, or those that notice at once that the server is back. */
  affected: readonly Actor[];
  history: History;
  /** The server's data directory. */
  directory: string;
  /** Compares everything that was recorded so far with the database of the stopped server. */
  checkNow: () => void;
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
  draw: (random: Random) => Fault;
}
