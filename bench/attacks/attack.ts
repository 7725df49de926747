/** What an attack is aimed at. */
export interface Target {
  port: number;
  /** The room of the honest members. */
  room: string;
}

/** Something that one or more clients do to a server without regard for the others. It runs in a process of its own. */
export interface Attack {
  name: string;
  /** In the report's table. */
  title: string;
  /** What `start` counts, as in "lines". */
  unit: string;
  /** Connects, and does whatever is not a part of the attack itself. */
  prepare(target: Target): Promise<PreparedAttack>;
}

export interface PreparedAttack {
  /** Attacks until the process ends, and calls `done` with what was done. */
  start(done: (count: number) => void): void;
}
