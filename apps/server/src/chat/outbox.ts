import type { CloseName } from '@hubbub/protocol/closes';
import type { ServerLine } from '@hubbub/protocol/lines';

/** A frame as it goes over the line: made once, written to many. */
export type Packet = Uint8Array;

/** How lines are spelled for one kind of client. One instance per kind, so that a room encodes once per dialect. */
export interface Dialect {
  readonly name: string;
  /** One frame with all these lines, or undefined when this dialect has no words for any of them. */
  pack(lines: readonly ServerLine[]): Packet | undefined;
}

/** The line to one client, as the domain sees it. */
export interface Connection {
  /** Bytes that were written and not yet taken by the other side. */
  readonly waiting: number;
  write(packet: Packet): void;
  pauseReading(): void;
  resumeReading(): void;
  close(reason: CloseName): void;
}

/**
 * What goes to one client. It never holds more than `maxWaiting` bytes of room events: above that the member is
 * served from the store when the line drains. Answers are always written; the session begins nothing new for a client
 * that does not take them, so they cannot pile up either.
 */
export class Outbox {
  readonly dialect: Dialect;
  readonly #connection: Connection;
  readonly #limits: { maxWaiting: number; stall: number };
  #stall: NodeJS.Timeout | undefined;
  #reading = true;
  #stopped = false;

  constructor(connection: Connection, dialect: Dialect, limits: { maxWaiting: number; stall: number }) {
    this.#connection = connection;
    this.dialect = dialect;
    this.#limits = limits;
  }

  get behind(): boolean {
    return this.#connection.waiting > this.#limits.maxWaiting;
  }

  /** An answer to this client alone. */
  tell(line: ServerLine): void {
    const packet = this.dialect.pack([line]);
    if (packet !== undefined) this.#write(packet);
  }

  /** Events for this client. False, and nothing written, when it is behind. */
  offer(packet: Packet): boolean {
    if (this.behind) return false;
    this.#write(packet);
    return true;
  }

  /** Whether more is read from this client. */
  readOn(reading: boolean): void {
    if (reading === this.#reading || this.#stopped) return;
    this.#reading = reading;
    if (reading) this.#connection.resumeReading();
    else this.#connection.pauseReading();
  }

  /** Reads nothing more, for good. */
  stopReading(): void {
    this.readOn(false);
    this.#stopped = true;
  }

  /** Everything was taken, or nothing ever will be: it need not be watched. */
  settled(): void {
    clearTimeout(this.#stall);
    this.#stall = undefined;
  }

  close(reason: CloseName): void {
    this.settled();
    this.#connection.close(reason);
  }

  #write(packet: Packet): void {
    this.#connection.write(packet);
    if (this.#stall === undefined && this.behind) this.#watch(this.#connection.waiting);
  }

  /** A reader that is slow but takes something stays; one that takes nothing for `stall` ms goes. */
  #watch(waiting: number): void {
    this.#stall = setTimeout(() => {
      const now = this.#connection.waiting;
      if (now >= waiting) this.close('slow_reader');
      else this.#watch(now);
    }, this.#limits.stall).unref();
  }
}
