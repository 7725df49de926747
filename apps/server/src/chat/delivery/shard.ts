import type { Event } from '@hubbub/protocol/events';
import type { People, TypingPeople } from '@hubbub/protocol/lines';
import { takeWithinBytes } from '../log/size-limit.ts';
import type { Subscription } from '../subscription.ts';
import type { ChatMetrics } from '../meter.ts';
import type { Dialect, Packet } from './connection-writer.ts';
import type { FlushPolicy } from './flush-policy.ts';
import type { FlushScheduler } from './flush-scheduler.ts';

/** What is written to a row at once holds at most so many bytes of text: no reader can be surprised by more. */
const FLUSH_BYTES = 64 * 1024;

/** What everybody in a room is told: its log, and what is not kept. */
export type RoomLine = Event | People | TypingPeople;

export interface ShardOptions {
  head: number;
  pace: FlushPolicy;
  turns: FlushScheduler;
  meter: ChatMetrics;
}

/**
 * Some members of a room, who are written to in one go. Lines are gathered (see `Pace`), encoded once for each dialect,
 * and written once to each member.
 */
export class Shard {
  readonly #live = new Set<Subscription>();
  /** Members that must read the log first. */
  readonly #behind = new Set<Subscription>();
  readonly #pace: FlushPolicy;
  readonly #turns: FlushScheduler;
  readonly #meter: ChatMetrics;
  #unsaid: RoomLine[] = [];
  /** When the first of them came. */
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #inTurn = false;
  /** Everything up to here has been written to all live members. */
  #published: number;
  #seated = 0;

  constructor({ head, pace, turns, meter }: ShardOptions) {
    this.#published = head;
    this.#pace = pace;
    this.#turns = turns;
    this.#meter = meter;
  }

  get published(): number {
    return this.#published;
  }

  get live(): number {
    return this.#live.size;
  }

  /** Members that sit here, live or not. */
  get seated(): number {
    return this.#seated;
  }

  get told(): boolean {
    return this.#unsaid.length === 0;
  }

  seat(): void {
    this.#seated++;
  }

  /** A member that has everything up to `published`: it gets what comes from now on. */
  admit(member: Subscription): void {
    this.#behind.delete(member);
    this.#live.add(member);
  }

  /** A member that has not: it is asked to read on whenever there is more. */
  expect(member: Subscription): void {
    this.#behind.add(member);
  }

  leave(member: Subscription): void {
    this.#behind.delete(member);
    this.#live.delete(member);
    this.#seated--;
  }

  /** This line goes out with the next flush: at once if that is worth it, else when more has come or it has waited. */
  say(line: RoomLine, now: number): void {
    if (this.#unsaid.push(line) === 1) this.#since = now;
    this.#plan(now);
  }

  /** What runs here runs once for every delivery. */
  flush(): void {
    this.#inTurn = false;
    const lines = takeWithinBytes(this.#unsaid, FLUSH_BYTES);
    this.#unsaid = this.#unsaid.slice(lines.length);
    const packets = new Map<Dialect, Packet | undefined>();
    const began = performance.now();
    let dialect: Dialect | undefined;
    let packet: Packet | undefined;
    let reached = 0;
    for (const member of this.#live) {
      const { writer } = member;
      if (writer.dialect !== dialect) {
        dialect = writer.dialect;
        if (!packets.has(dialect)) packets.set(dialect, dialect.pack(lines));
        packet = packets.get(dialect);
      }
      if (packet === undefined) continue;
      if (writer.offer(packet)) reached++;
      else this.#leaveBehind(member);
    }
    const now = performance.now();
    this.#pace.wrote(reached, now - began);
    this.#meter.flushed(began - this.#since);
    this.#publish(lines, reached);
    // What is left has waited as long as the rest, so it goes at once.
    if (this.#unsaid.length > 0) this.#plan(now);
  }

  #plan(now: number): void {
    if (this.#inTurn) return;
    const wait = Math.round(this.#since + this.#pace.patience(this.#unsaid.length) - now);
    if (wait <= 0) this.#takeTurn();
    else this.#timer ??= setTimeout(() => this.#takeTurn(), wait);
  }

  #takeTurn(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#inTurn = true;
    this.#turns.take(this);
  }

  #leaveBehind(member: Subscription): void {
    this.#live.delete(member);
    member.fellBehind(this.#published);
    this.#behind.add(member);
  }

  #publish(lines: readonly RoomLine[], reached: number): void {
    const events = lines.filter((line) => 'seq' in line);
    this.#published = events.at(-1)?.seq ?? this.#published;
    this.#meter.delivered(events.length * reached);
    for (const member of this.#behind) if (!member.writer.lagging) void member.catchUp();
  }
}
