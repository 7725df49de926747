/**
 * What one client received of one room, in order of arrival:
 *
 * - `joined` at `seq`: a page up to there; earlier observations no longer count (also after a `reset`)
 * - `resumed` at `seq`: every later event must follow
 * - `event`: an event was received; `metadata` and `text` are fingerprints
 * - `shown`: the client shows the message `seq` as of the event `revision`
 * - `reached`: the client shows everything up to `seq`, of messages from `revision` on
 * - `opened`, `line`: a plain connection and what it received; `seq` is the command id that the text begins with
 */
const kinds = ['joined', 'resumed', 'event', 'shown', 'reached', 'opened', 'line'] as const;
export type ObservationKind = (typeof kinds)[number];

export interface Observation {
  kind: ObservationKind;
  seq: number;
  metadata: number;
  text: number;
  revision: number;
  /** Milliseconds since the run began. */
  at: number;
}

const COLUMNS = 6;

/** Stored as numbers in one array, because a long run has many millions of observations. */
export class Observations {
  readonly client: string;
  readonly room: string;
  #cells = new Uint32Array(COLUMNS * 64);
  #length = 0;

  constructor(client: string, room: string) {
    this.client = client;
    this.room = room;
  }

  get length(): number {
    return this.#length;
  }

  add(
    kind: ObservationKind,
    at: number,
    row: { seq?: number; head?: number; text?: number; revision?: number } = {},
  ): void {
    const start = this.#length++ * COLUMNS;
    if (start === this.#cells.length) {
      const larger = new Uint32Array(this.#cells.length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    const { seq = 0, head = 0, text = 0, revision = 0 } = row;
    this.#cells.set([kinds.indexOf(kind), seq, head, text, revision, Math.floor(at)], start);
  }

  *rows(): Generator<Observation> {
    for (let start = 0; start < this.#length * COLUMNS; start += COLUMNS) {
      const [kind, seq, head, text, revision, at] = this.#cells.subarray(start, start + COLUMNS) as unknown as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      yield { kind: kinds[kind]!, seq, metadata: head, text, revision, at };
    }
  }
}
