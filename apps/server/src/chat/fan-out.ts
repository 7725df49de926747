import type { Event } from '@hubbub/protocol/events';
import type { People } from '@hubbub/protocol/lines';
import type { Meter } from './meter.ts';
import type { Member } from './member.ts';
import type { Dialect, Packet } from './outbox.ts';
import { Pace } from './pace.ts';
import { fitting } from './recent.ts';

/** Writing to a large room lets everything else go on after so many milliseconds; looked at after so many members. */
const SLICE = 4;
const LOOK = 64;

/** What one flush of a room holds at most, in bytes of text, so that no reader can be surprised by more. */
const FLUSH_BYTES = 64 * 1024;

interface Flush {
  lines: readonly (Event | People)[];
  events: number;
  packets: Map<Dialect, Packet | undefined>;
  /** Members that got it until now, and the milliseconds that took. */
  reached: number;
  cost: number;
}

/**
 * Tells the live members of a room what is new. Lines are gathered (see `Pace`), encoded once for each dialect, and
 * written once to each member.
 */
export class FanOut {
  readonly #live = new Set<Member>();
  readonly #pace = new Pace();
  readonly #meter: Meter;
  readonly #onFellBehind: (member: Member) => void;
  readonly #onFlushed: () => void;
  #unsaid: (Event | People)[] = [];
  /** When the first of them came. */
  #since = 0;
  #due: NodeJS.Timeout | 'now' | undefined;
  /** Everything up to here has been written to all live members. */
  #published: number;
  /**
   * The members that the flush under way has yet to reach. It sees who joins the set meanwhile: whoever becomes live
   * during a flush is where the room was before it, and gets it as well.
   */
  #turn: SetIterator<Member> = this.#live.values();
  #writing: Flush | undefined;

  constructor(options: { head: number; meter: Meter; onFellBehind: (member: Member) => void; onFlushed: () => void }) {
    this.#published = options.head;
    this.#meter = options.meter;
    this.#onFellBehind = options.onFellBehind;
    this.#onFlushed = options.onFlushed;
  }

  get published(): number {
    return this.#published;
  }

  get size(): number {
    return this.#live.size;
  }

  /** Nothing is unsaid, and nothing under way. */
  get idle(): boolean {
    return this.#unsaid.length === 0 && this.#writing === undefined;
  }

  /** A member that has everything up to `published`. */
  add(member: Member): void {
    this.#live.add(member);
  }

  delete(member: Member): void {
    this.#live.delete(member);
  }

  /** This line goes out with the next flush: at once if that is worth it, else when more has come or it has waited. */
  say(line: Event | People): void {
    const now = performance.now();
    if (this.#unsaid.push(line) === 1) this.#since = now;
    if (line.type !== 'people') this.#pace.beat(now);
    this.#plan(now);
  }

  #flush(): void {
    if (this.#due !== 'now') clearTimeout(this.#due);
    this.#due = undefined;
    if (this.#writing !== undefined || this.#unsaid.length === 0) return;
    const lines = fitting(this.#unsaid, FLUSH_BYTES);
    this.#unsaid = this.#unsaid.slice(lines.length);
    const events = lines.filter(({ type }) => type !== 'people').length;
    this.#writing = { lines, events, packets: new Map(), reached: 0, cost: 0 };
    this.#meter.flushed(performance.now() - this.#since);
    this.#turn = this.#live.values();
    this.#write();
  }

  #plan(now: number): void {
    if (this.#writing !== undefined || this.#due === 'now') return;
    const wait = Math.round(this.#since + this.#pace.patience(this.#unsaid.length) - now);
    if (wait <= 0) {
      clearTimeout(this.#due);
      this.#due = 'now';
      // At the end of this turn of the event loop, so that the events of one commit go together.
      setImmediate(() => this.#flush());
    } else {
      this.#due ??= setTimeout(() => this.#flush(), wait);
    }
  }

  /** One slice of a flush. What runs here runs once for every delivery. */
  #write(): void {
    const writing = this.#writing!;
    const began = performance.now();
    let dialect: Dialect | undefined;
    let packet: Packet | undefined;
    let looked = 0;
    for (const member of this.#turn) {
      const { outbox } = member;
      if (outbox.dialect !== dialect) {
        dialect = outbox.dialect;
        packet = packed(dialect, writing);
      }
      if (packet !== undefined) {
        if (outbox.offer(packet)) writing.reached++;
        else this.#leaveBehind(member);
      }
      if (++looked % LOOK === 0 && performance.now() - began > SLICE) {
        writing.cost += performance.now() - began;
        setImmediate(() => this.#write());
        return;
      }
    }
    const now = performance.now();
    this.#pace.wrote(writing.cost + now - began);
    this.#meter.delivered(writing.events * writing.reached);
    for (const line of writing.lines) if (line.type !== 'people') this.#published = line.seq;
    this.#writing = undefined;
    this.#onFlushed();
    if (this.#unsaid.length > 0) this.#plan(now);
  }

  #leaveBehind(member: Member): void {
    this.#live.delete(member);
    member.fellBehind(this.#published);
    this.#onFellBehind(member);
  }
}

function packed(dialect: Dialect, { packets, lines }: Flush): Packet | undefined {
  if (!packets.has(dialect)) packets.set(dialect, dialect.pack(lines));
  return packets.get(dialect);
}
