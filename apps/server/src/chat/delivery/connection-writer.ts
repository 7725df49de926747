import type { CloseName } from '@hubbub/protocol/closes';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { Backlog } from './backlog.ts';

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
  /** Bytes that were written and not yet taken by the other side. After a close nothing waits any more. */
  readonly bufferedBytes: number;
  /** False when it may be that more than `UNSEEN` bytes wait now; then the session is told once none do. */
  write(packet: Packet): boolean;
  pauseReading(): void;
  resumeReading(): void;
  /** From now on the session is told when the other side has taken no byte for so many milliseconds; 0 ends that. */
  setStallTimeout(within: number): void;
  close(reason: CloseName): void;
}

/** What waits in one connection is only looked at above so many bytes: writing to one that listens costs no look. */
export const HIGH_WATER_MARK_BYTES = 16 * 1024;

/** Read from the log at once for one client, in bytes of text; and while too much waits in all connections together. */
const PORTION = 64 * 1024;
const SMALL_PORTION = 4 * 1024;

/** Who is behind for so many times as long as one may take nothing is closed, too. */
const PATIENCE = 10;

export interface WriterLimits {
  /** Bytes that may wait before room events come from the log instead. Not less than `UNSEEN`. */
  maxBufferedBytes: number;
  /** Who is behind and takes nothing for so many milliseconds is closed. */
  stallTimeoutMs: number;
}

/**
 * What goes to one client. Once more than `maxWaiting` bytes wait it is *behind*, until everything was taken: it gets
 * no more room events, and its members are served from the log afterwards. While the backlog of all connections is
 * full, whoever has more than `UNSEEN` waiting is behind. Answers are always written; the session begins nothing new for a
 * client that is behind, so they cannot pile up either.
 */
export class ConnectionWriter {
  readonly dialect: Dialect;
  readonly limits: WriterLimits;
  readonly #connection: Connection;
  readonly #backlog: Backlog;
  /** What the backlog knows of this one. */
  #counted = 0;
  #lagging = false;
  #laggingSince = 0;
  #reading = true;
  #stopped = false;

  constructor(connection: Connection, dialect: Dialect, limits: WriterLimits, backlog: Backlog) {
    this.#connection = connection;
    this.dialect = dialect;
    this.limits = limits;
    this.#backlog = backlog;
  }

  /** Bytes that wait. */
  get bufferedBytes(): number {
    return this.#connection.bufferedBytes;
  }

  /** Bytes of text that one packet from the log may have. */
  get portion(): number {
    return this.#backlog.full ? SMALL_PORTION : PORTION;
  }

  get lagging(): boolean {
    return this.#lagging;
  }

  /** An answer to this client alone. False when its dialect has no words for it. */
  send(line: ServerLine): boolean {
    return this.sendPacket(this.dialect.pack([line]));
  }

  /** The same for one that is packed already. */
  sendPacket(packet: Packet | undefined): boolean {
    if (packet === undefined) return false;
    this.#write(packet);
    return true;
  }

  /** Events for this client. False, and nothing written, when it is behind. */
  offer(packet: Packet): boolean {
    if (this.#lagging) return false;
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

  /** Everything was taken, or nothing ever will be. Whether it was behind until now. */
  drained(): boolean {
    this.#count(0);
    if (!this.#lagging) return false;
    this.#lagging = false;
    this.#connection.setStallTimeout(0);
    return true;
  }

  /** Nothing was taken for as long as may be. */
  stalled(): void {
    if (this.#lagging) this.close('slow_reader');
  }

  /** Asked now and then. Who takes a byte now and then, or only pretends to, does not stay for ever either. */
  checkPatience(): void {
    if (this.#lagging && performance.now() - this.#laggingSince > this.limits.stallTimeoutMs * PATIENCE)
      this.close('slow_reader');
  }

  close(reason: CloseName): void {
    this.#connection.close(reason);
  }

  #write(packet: Packet): void {
    if (!this.#connection.write(packet)) this.#look();
  }

  #look(): void {
    const { bufferedBytes } = this.#connection;
    this.#count(bufferedBytes);
    const most = this.#backlog.full ? HIGH_WATER_MARK_BYTES : this.limits.maxBufferedBytes;
    if (this.#lagging || bufferedBytes <= most) return;
    this.#lagging = true;
    this.#laggingSince = performance.now();
    // Whatever it asks now would be answered later; its pings and pongs must not pile up, or count as progress.
    this.readOn(false);
    this.#connection.setStallTimeout(this.limits.stallTimeoutMs);
  }

  #count(waiting: number): void {
    this.#backlog.change(waiting - this.#counted);
    this.#counted = waiting;
  }
}
