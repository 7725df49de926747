import { fitting } from './log/size-limit.ts';
import type { Outbox } from './delivery/connection-writer.ts';
import type { Room } from './room.ts';
import type { Row } from './delivery/shard.ts';
import type { Session } from './session.ts';

/** Events read at once from the log for one member that is not live. */
const CATCH_UP = 100;

/**
 * A session's place in a room: a cursor on the log. A member is live while its cursor is where the room is, and then
 * gets what everybody gets. Else it reads the log from its cursor on until it is: a join, a resume and a slow reader
 * are the same thing.
 */
export class Member {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly room: Room;
  readonly row: Row;
  /** Everything up to this `seq` was written to the connection. Not kept up while the member is live. */
  #cursor: number;
  #live = false;
  #reading = false;
  #left = false;

  /** Without a cursor it is where the room is. */
  constructor(session: Session, room: Room, cursor?: number) {
    this.session = session;
    this.outbox = session.outbox;
    this.room = room;
    this.row = room.sit();
    this.#cursor = cursor ?? this.row.published;
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
      while (!this.#left && !this.outbox.behind) {
        if (this.#cursor === this.row.published) return this.#becomeLive();
        // Ahead of the room: a page was read from the store before the room has told the others of it.
        if (this.#cursor > this.row.published || !(await this.#readOn())) return;
      }
    } catch (error) {
      // The log cannot be read just now. The client comes back with its last seq.
      this.session.chat.report(error);
      this.outbox.close('unavailable');
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
    const { outbox } = this;
    const { portion } = outbox;
    const stretch = { after: this.#cursor, last: this.row.published, limit: CATCH_UP, characters: portion };
    const events = fitting(await this.room.eventsAfter(stretch), portion);
    const last = events.at(-1);
    if (this.#left || last === undefined) return false;
    const packet = outbox.dialect.pack(events);
    if (packet !== undefined) {
      if (!outbox.offer(packet)) return false;
      this.room.meter.delivered(events.length);
    }
    this.#cursor = last.seq;
    return true;
  }

  #becomeLive(): void {
    this.#live = true;
    this.row.admit(this);
    // It may have missed who came and went.
    this.session.tell(this.room.presence.people(this.room.name));
    this.room.typing.catchUp(this.session);
  }
}
