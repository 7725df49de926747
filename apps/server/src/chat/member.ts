import type { Room } from './room.ts';
import type { Session } from './session.ts';

/** Events read at once from the log for one member that is not live yet. */
const CATCH_UP = 200;

/**
 * A session's place in a room: a cursor on the log. A member is live while its cursor is where the room is, and then
 * gets what everybody gets. Else it reads the log from its cursor on until it is: a join, a resume and a slow reader
 * are the same thing.
 */
export class Member {
  readonly session: Session;
  readonly room: Room;
  /** Everything up to this `seq` was written to the connection. Kept by the room while the member is live. */
  cursor: number;
  #reading = false;
  #left = false;

  constructor(session: Session, room: Room, cursor: number) {
    this.session = session;
    this.room = room;
    this.cursor = cursor;
  }

  /** Becomes live, now or as soon as the log is read and the connection takes it. */
  async catchUp(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (!this.#left && !this.room.admit(this)) {
        if (this.session.outbox.behind || this.cursor > this.room.published) return;
        const events = await this.room.eventsAfter(this.cursor, CATCH_UP);
        const last = events.at(-1);
        if (this.#left || last === undefined) return;
        const packet = this.session.outbox.dialect.pack(events);
        if (packet !== undefined && !this.session.outbox.offer(packet)) return;
        this.cursor = last.seq;
      }
    } catch {
      // The log cannot be read just now. The client comes back with its last seq.
      this.session.outbox.close('unavailable');
    } finally {
      this.#reading = false;
    }
  }

  leave(): void {
    this.#left = true;
    this.room.remove(this);
  }
}
