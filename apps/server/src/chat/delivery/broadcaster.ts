import type { Subscription } from '../subscription.ts';
import type { ChatMetrics } from '../meter.ts';
import { FlushPolicy } from './flush-policy.ts';
import { Shard, type RoomLine } from './shard.ts';
import type { FlushScheduler } from './flush-scheduler.ts';

/** As many as are written to in two or three milliseconds. */
const SEATS = 512;

/**
 * Tells the members of a room what is new. They sit in rows. While one row is written to, the next one's lines still
 * gather, so that in a room of thousands the last ones hear what is new now, not what was new when the first ones did.
 */
export class Broadcaster {
  readonly #rows: Shard[] = [];
  readonly #pace = new FlushPolicy(() => this.size);
  readonly #turns: FlushScheduler;
  readonly #meter: ChatMetrics;
  /** The newest event that the rows know of. */
  #head: number;

  constructor({ head, turns, meter }: { head: number; turns: FlushScheduler; meter: ChatMetrics }) {
    this.#head = head;
    this.#turns = turns;
    this.#meter = meter;
  }

  /** The live members. */
  get size(): number {
    return this.#rows.reduce((sum, { live }) => sum + live, 0);
  }

  /** All live members have everything. */
  get told(): boolean {
    return this.#rows.every(({ told }) => told);
  }

  /** A place for one more, until it leaves. */
  sit(): Shard {
    let row = this.#rows.find(({ seated }) => seated < SEATS);
    if (row === undefined) {
      row = new Shard({ head: this.#head, pace: this.#pace, turns: this.#turns, meter: this.#meter });
      this.#rows.push(row);
    }
    row.seat();
    return row;
  }

  leave(member: Subscription): void {
    member.shard.leave(member);
    if (member.shard.seated === 0) this.#rows.splice(this.#rows.indexOf(member.shard), 1);
  }

  say(line: RoomLine): void {
    const now = performance.now();
    if ('seq' in line) {
      this.#head = line.seq;
      this.#pace.beat(now);
    }
    for (const row of this.#rows) row.say(line, now);
  }
}
