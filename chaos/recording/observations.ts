/**
 * What one client got of one room, in the order in which it came:
 *
 * - `joined` at `seq`: a page up to there; what was before does not count any more (also after a `reset`)
 * - `resumed` at `seq`: every event after that is to come
 * - `event`: one came over the wire; `head` and `text` are fingerprints
 * - `shown`: the message of this `seq` as the client shows it, as of the event `revision`
 * - `reached`: the client shows everything up to `seq`, of messages from `revision` on
 * - `opened`, `line`: a plain connection, and what it heard: `seq` is the number of the call that the text begins with
 */
const kinds = ['joined', 'resumed', 'event', 'shown', 'reached', 'opened', 'line'] as const;
export type Kind = (typeof kinds)[number];

export interface Row {
  kind: Kind;
  seq: number;
  head: number;
  text: number;
  revision: number;
  /** Milliseconds since the run began. */
  at: number;
}

const COLUMNS = 6;

/** Rows as numbers in one piece of memory: a long run has many millions of them. */
export class Tape {
  readonly who: string;
  readonly room: string;
  #cells = new Uint32Array(COLUMNS * 64);
  #length = 0;

  constructor(who: string, room: string) {
    this.who = who;
    this.room = room;
  }

  get length(): number {
    return this.#length;
  }

  add(kind: Kind, at: number, row: { seq?: number; head?: number; text?: number; revision?: number } = {}): void {
    const start = this.#length++ * COLUMNS;
    if (start === this.#cells.length) {
      const larger = new Uint32Array(this.#cells.length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    const { seq = 0, head = 0, text = 0, revision = 0 } = row;
    this.#cells.set([kinds.indexOf(kind), seq, head, text, revision, Math.floor(at)], start);
  }

  *rows(): Generator<Row> {
    for (let start = 0; start < this.#length * COLUMNS; start += COLUMNS) {
      const [kind, seq, head, text, revision, at] = this.#cells.subarray(start, start + COLUMNS) as unknown as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      yield { kind: kinds[kind]!, seq, head, text, revision, at };
    }
  }
}
