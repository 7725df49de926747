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
  #dropped = 0;

  constructor(client: string, room: string) {
    this.client = client;
    this.room = room;
  }

  /** All rows that were added. */
  get length(): number {
    return this.#dropped + this.#length;
  }

  /**
   * The server has lost everything above `kept`. All observations are dropped, apart from the client's place: the client
   * may continue from `kept` or below, and from anywhere else only after a reset.
   */
  endLost(kept: number, at: number): void {
    let place: number | undefined;
    for (const { kind, seq } of this.rows()) if (kind !== 'shown' && kind !== 'opened' && kind !== 'line') place = seq;
    this.#dropped += this.#length;
    this.#length = 0;
    if (place !== undefined) this.add('joined', at, { seq: Math.min(place, kept) });
  }

  add(
    kind: ObservationKind,
    at: number,
    { seq = 0, metadata = 0, text = 0, revision = 0 }: Partial<Observation> = {},
  ): void {
    const start = this.#length++ * COLUMNS;
    if (start === this.#cells.length) {
      const larger = new Uint32Array(this.#cells.length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells.set([kinds.indexOf(kind), seq, metadata, text, revision, Math.floor(at)], start);
  }

  *rows(): Generator<Observation> {
    for (let start = 0; start < this.#length * COLUMNS; start += COLUMNS) {
      const cells = this.#cells.subarray(start, start + COLUMNS);
      const [kind = 0, seq = 0, metadata = 0, text = 0, revision = 0, at = 0] = cells;
      yield { kind: kinds[kind]!, seq, metadata, text, revision, at };
    }
  }
}
