import type { Line } from '../network/proxy.ts';

/** Somebody who takes part: reads, and perhaps writes. */
export interface Actor {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly line: Line;
  /** It can ask for a sign of life, and so tell a dead line from a quiet one. */
  readonly probes: boolean;
  /** Resolves when it is in its rooms and may write. */
  enter(): Promise<void>;
  /** Does the next thing that its dice say, unless too much of what it did is unanswered. */
  act(): void;
  /** The network is back, or somebody looks at the page: find out now whether the line is alive. */
  wake(): void;
  /** What it still waits for or has not got, where the rooms are at these heads. */
  lacks(heads: ReadonlyMap<string, number>): string[];
  /** A reload of its page, for those who have one. */
  reload?(): void;
  /** So many long messages at once, for those who can. */
  flood?(count: number): void;
  leave(): void;
}
