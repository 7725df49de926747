import type { Proxy } from '../network/proxy.ts';
import type { Random } from '../random.ts';
import type { History } from '../recording/history.ts';
import type { Workload } from './workload.ts';

export interface ActorOptions {
  name: string;
  rooms: readonly string[];
  proxy: Proxy;
  /** The server's HTTP API, which is not behind the proxy. */
  api: string;
  history: History;
  random: Random;
  /** Undefined for a client that only reads. */
  workload: Workload | undefined;
}

/** A client of the run: it reads, and may write. */
export interface Actor {
  readonly proxy: Proxy;
  /** Whether it probes its connection, so that it can tell a dead one from a quiet one. */
  readonly detectsDeadConnections: boolean;
  /** Resolves when it has joined its rooms and may write. */
  join(): Promise<void>;
  /** Does the next action of its workload, unless too many commands are unacknowledged. */
  act(): void;
  /** The network is back or the page became visible: checks at once whether the connection is alive. */
  wake(): void;
  /** Descriptions of what it still lacks or waits for, given the heads of the rooms. */
  unfinished(heads: ReadonlyMap<string, number>): string[];
  /** Reloads its page, if it has one. */
  reload?(): void;
  /** Sends many long messages at once, if it can. */
  flood?(count: number): void;
  close(): void;
}
