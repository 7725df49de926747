import type { CloseName } from '@hubbub/protocol/closes';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { ChatLimits } from '../limits.ts';
import { HIGH_WATER_MARK_BYTES, type Connection, type Dialect, type Packet } from '../ports.ts';

/** The maximum of text in one packet read from the log; the smaller one while the buffer budget is exceeded. */
const CATCH_UP_BYTES = 64 * 1024;
const TIGHT_CATCH_UP_BYTES = 4 * 1024;

/** A connection that lags for this multiple of the stall timeout is closed, even if it takes a byte now and then. */
const MAX_LAG_PER_STALL_TIMEOUT = 10;

/**
 * The bytes buffered in all connections together. A connection reports when it is over the high-water mark and when it
 * has drained, so the total is never too low by more than that mark per connection.
 */
export class BufferBudget {
  readonly maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get exceeded(): boolean {
    return this.#bytes > this.maxBytes;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }
}

export type WriterLimits = Pick<ChatLimits, 'maxBufferedBytes' | 'stallTimeoutMs'>;

/**
 * Writes to one client. Above `maxBufferedBytes` the client is *lagging* until its buffer has drained: it is offered no
 * room events, and its subscriptions read the log afterwards. While the budget of all connections is exceeded, a client
 * lags above `HIGH_WATER_MARK_BYTES`. Replies are always written, but a lagging client's commands are not processed, so
 * replies cannot pile up either.
 */
export class ConnectionWriter {
  readonly dialect: Dialect;
  readonly limits: WriterLimits;
  readonly #connection: Connection;
  readonly #budget: BufferBudget;
  /** This connection's share of the budget. */
  #countedBytes = 0;
  #lagging = false;
  #laggingSince = 0;
  #reading = true;
  #readingStopped = false;

  constructor(connection: Connection, dialect: Dialect, limits: WriterLimits, budget: BufferBudget) {
    this.#connection = connection;
    this.dialect = dialect;
    this.limits = limits;
    this.#budget = budget;
  }

  get bufferedBytes(): number {
    return this.#connection.bufferedBytes;
  }

  /** The maximum of text in the next packet from the log. */
  get catchUpBytes(): number {
    return this.#budget.exceeded ? TIGHT_CATCH_UP_BYTES : CATCH_UP_BYTES;
  }

  get lagging(): boolean {
    return this.#lagging;
  }

  /** Writes a line for this client alone. False when its dialect cannot express it. */
  send(line: ServerLine): boolean {
    return this.sendPacket(this.dialect.pack([line]));
  }

  sendPacket(packet: Packet | undefined): boolean {
    if (packet === undefined) return false;
    this.#write(packet);
    return true;
  }

  /** Writes room events. False, and nothing is written, while the client is lagging. */
  offer(packet: Packet): boolean {
    if (this.#lagging) return false;
    this.#write(packet);
    return true;
  }

  setReading(reading: boolean): void {
    if (reading === this.#reading || this.#readingStopped) return;
    this.#reading = reading;
    if (reading) this.#connection.resumeReading();
    else this.#connection.pauseReading();
  }

  /** Reads nothing more, for good. */
  stopReading(): void {
    this.setReading(false);
    this.#readingStopped = true;
  }

  /** Called when the buffer is empty or the connection is closed. True when the client was lagging until now. */
  handleDrain(): boolean {
    this.#count(0);
    if (!this.#lagging) return false;
    this.#lagging = false;
    this.#connection.setStallTimeout(0);
    return true;
  }

  /** Called when the client has taken nothing for the stall timeout. */
  handleStall(): void {
    if (this.#lagging) this.close('slow_reader');
  }

  /** Called at each heartbeat. The stall timeout alone never ends for a client that takes a byte now and then. */
  closeIfLaggingTooLong(): void {
    const maxLagMs = this.limits.stallTimeoutMs * MAX_LAG_PER_STALL_TIMEOUT;
    if (this.#lagging && performance.now() - this.#laggingSince > maxLagMs) this.close('slow_reader');
  }

  close(reason: CloseName): void {
    this.#connection.close(reason);
  }

  #write(packet: Packet): void {
    if (!this.#connection.write(packet)) this.#checkBuffer();
  }

  #checkBuffer(): void {
    const { bufferedBytes } = this.#connection;
    this.#count(bufferedBytes);
    const limit = this.#budget.exceeded ? HIGH_WATER_MARK_BYTES : this.limits.maxBufferedBytes;
    if (this.#lagging || bufferedBytes <= limit) return;
    this.#lagging = true;
    this.#laggingSince = performance.now();
    // Its commands could only be answered later; and its pings and pongs must not pile up or count as progress.
    this.setReading(false);
    this.#connection.setStallTimeout(this.limits.stallTimeoutMs);
  }

  #count(bufferedBytes: number): void {
    this.#budget.add(bufferedBytes - this.#countedBytes);
    this.#countedBytes = bufferedBytes;
  }
}
