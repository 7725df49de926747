import type { Proxy } from '../network/proxy.ts';

/** A client of the run: it reads, and may write. */
export interface Actor {
  readonly name: string;
  readonly rooms: readonly string[];
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
