import { takeWithinBytes } from './log/size-limit.ts';
import type { ConnectionWriter } from './delivery/connection-writer.ts';
import type { Room } from './room.ts';
import type { Shard } from './delivery/shard.ts';
import type { Session } from './session.ts';

/** Events read at once from the log for one member that is not live. */
const CATCH_UP = 100;

/**
 * A session's place in a room: a cursor on the log. A member is live while its cursor is where the room is, and then
 * gets what everybody gets. Else it reads the log from its cursor on until it is: a join, a resume and a slow reader
 * are the same thing.
 */
export class Subscription {
  readonly session: Session;
  readonly writer: ConnectionWriter;
  readonly room: Room;
  readonly shard: Shard;
  /** Everything up to this `seq` was written to the connection. Not kept up while the member is live. */
  #cursor: number;
  #live = false;
  #reading = false;
  #left = false;

  /** Without a cursor it is where the room is. */
  constructor(session: Session, room: Room, cursor?: number) {
    this.session = session;
    this.writer = session.writer;
    this.room = room;
    this.shard = room.sit();
    this.#cursor = cursor ?? this.shard.published;
  }

  get live(): boolean {
    return this.#live;
  }

  /** Everything up to `cursor` was written, and no more can be: the log has the rest. */
  fellBehind(cursor: number): void {
    this.#live = false;
    this.#cursor = cursor;
  }

  /** Becomes live, now or as soon as the log is read and the connection takes it. */
  async catchUp(): Promise<void> {
    if (this.#reading || this.#live) return;
    this.#reading = true;
    try {
      while (!this.#left && !this.writer.lagging) {
        if (this.#cursor === this.shard.published) return this.#becomeLive();
        // Ahead of the room: a page was read from the store before the room has told the others of it.
        if (this.#cursor > this.shard.published || !(await this.#readOn())) return;
      }
    } catch (error) {
      // The log cannot be read just now. The client comes back with its last seq.
      this.session.hub.report(error);
      this.writer.close('unavailable');
    } finally {
      this.#reading = false;
    }
  }

  leave(): void {
    this.#left = true;
    this.room.leave(this);
  }

  /** False when there was nothing to read, or nowhere to write it. */
  async #readOn(): Promise<boolean> {
    const { writer } = this;
    const { portion } = writer;
    const stretch = { after: this.#cursor, last: this.shard.published, limit: CATCH_UP, characters: portion };
    const events = takeWithinBytes(await this.room.eventsAfter(stretch), portion);
    const last = events.at(-1);
    if (this.#left || last === undefined) return false;
    const packet = writer.dialect.pack(events);
    if (packet !== undefined) {
      if (!writer.offer(packet)) return false;
      this.room.meter.delivered(events.length);
    }
    this.#cursor = last.seq;
    return true;
  }

  #becomeLive(): void {
    this.#live = true;
    this.shard.admit(this);
    // It may have missed who came and went.
    this.session.tell(this.room.presence.people(this.room.name));
    this.room.typing.catchUp(this.session);
  }
}
