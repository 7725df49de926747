import type { Actor } from '../clients/actor.ts';
import type { History } from '../recording/history.ts';
import type { Host } from '../server/supervisor.ts';
import type { Random } from '../random.ts';

/** Where faults are played. */
export interface Stage {
  host: Host;
  actors: readonly Actor[];
  history: History;
  /** The server's data. */
  directory: string;
}

/** One fault with its dice thrown. */
export interface Fault {
  /** Milliseconds that it takes at most, but for what the server needs to start. */
  lasts: number;
  detail: string;
  /** Resolves when it is over and mended. */
  run: (stage: Stage) => Promise<void>;
}

export interface FaultKind {
  name: string;
  /** What it is done to. Faults of one target come one after the other; a bad line may meet a dead server. */
  target: 'server' | 'lines';
  /** Why it cannot be had on this machine. */
  missing?: () => string | undefined;
  /** `actors` is how many there are; which ones are met is drawn by their number. */
  draw: (random: Random, actors: number) => Fault;
}
