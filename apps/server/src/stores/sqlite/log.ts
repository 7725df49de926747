import type { DatabaseSync } from 'node:sqlite';
import type { Event } from '@hubbub/protocol/events';
import type { Appended, Draft } from '../../chat/ports.ts';
import { refuseOtherContent, wellFormed } from '../../chat/log/draft-rules.ts';
import type { Change, Outcome, Read } from './worker-protocol.ts';
import { reason, resultCode, SQLITE } from './result-codes.ts';
import { SqliteChanges } from './append.ts';
import { SqlitePeople } from './people.ts';
import { SqliteReads } from './queries.ts';
import { toEvent, type EventRow } from './rows.ts';

/** A room during a transaction. `id` is 0 until its first event is written. */
interface OpenRoom {
  id: number;
  head: number;
  lastAt: number;
  written: boolean;
}

/** The database may or may not have what was written last, or cannot be used any more: only a new start tells. */
export class OutcomeUnknown extends Error {}

/** The log on an open database. All of it is synchronous: it runs in the worker. */
export class SqliteLog {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #reads: SqliteReads;
  readonly #people: SqlitePeople;
  readonly #changes: SqliteChanges;
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#reads = new SqliteReads(db);
    this.#people = new SqlitePeople(db);
    this.#changes = new SqliteChanges(db, this.#people);
    this.epoch = (db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value;
    this.#sql = statements(db);
  }

  /**
   * Makes all changes in one transaction and gives their outcomes in order. A refused one leaves the others alone;
   * an error of the database refuses all of them. Throws `OutcomeUnknown` where it cannot be told what was written.
   */
  write(changes: readonly Change[]): Outcome[] {
    const rooms = new Map<string, OpenRoom>();
    let outcomes: Outcome[];
    try {
      this.#sql.begin.run();
      outcomes = changes.map((change) => this.#make(change, rooms));
      for (const room of rooms.values()) if (room.written) this.#sql.head.run(room.head, room.lastAt, room.id);
    } catch (error) {
      return this.#refuseAll(changes, error);
    }
    try {
      this.#sql.commit.run();
      return outcomes;
    } catch (error) {
      // A full disk is noticed before the end of the commit is written; after any other error it may be there.
      if (resultCode(error) === SQLITE.FULL) return this.#refuseAll(changes, error);
      throw new OutcomeUnknown(`The database could not commit: ${reason(error)}`);
    }
  }

  /** One answer. An error of the database refuses this one only. */
  read({ name, args }: Read): Outcome {
    try {
      return { value: Reflect.apply(this.#reads[name], this.#reads, args) };
    } catch (error) {
      return { refused: 'store_failed', why: reason(error) };
    }
  }

  #make(change: Change, rooms: Map<string, OpenRoom>): Outcome {
    switch (change.name) {
      case 'append':
        return this.#append(change.args[0], rooms);
      case 'claimName':
        return this.#people.claim(change.args[0]);
      case 'rename':
        return this.#people.rename(change.args[0]);
    }
  }

  #append(given: Draft, rooms: Map<string, OpenRoom>): Outcome {
    const draft = wellFormed(given);
    const first = draft.by === null ? undefined : this.#sql.first.get(draft.by, draft.cid);
    if (first) {
      const row = first as unknown as EventRow & { room: string; emptied: number };
      const event = toEvent(row.room, row);
      return (
        refuseOtherContent(event, row.emptied === 1, draft) ?? { value: { event, duplicate: true } satisfies Appended }
      );
    }
    const room = this.#open(draft.room, rooms);
    const standing = this.#changes.standing(room.id, draft);
    const refused = this.#changes.refusal(room.id, draft, standing);
    if (refused) return refused;
    if (room.id === 0) room.id = (this.#sql.newRoom.get(draft.room) as { id: number }).id;
    room.head++;
    room.lastAt = draft.at;
    room.written = true;
    const mentions = this.#changes.put(room.id, room.head, draft, standing);
    const event: Event = { ...draft, seq: room.head, ...(mentions && { mentions }) };
    return { value: { event, duplicate: false } satisfies Appended };
  }

  #open(name: string, rooms: Map<string, OpenRoom>): OpenRoom {
    let room = rooms.get(name);
    if (!room) {
      const row = this.#sql.room.get(name) as Omit<OpenRoom, 'written'> | undefined;
      room = { id: 0, head: 0, lastAt: 0, ...row, written: false };
      rooms.set(name, room);
    }
    return room;
  }

  #refuseAll(changes: readonly Change[], cause: unknown): Outcome[] {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch (error) {
      throw new OutcomeUnknown(`The database could not roll back: ${reason(error)}, after ${reason(cause)}`);
    }
    const refused = resultCode(cause) === SQLITE.FULL ? 'store_full' : 'store_failed';
    return changes.map(() => ({ refused, why: reason(cause) }));
  }
}

function statements(db: DatabaseSync) {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    first: db.prepare(
      `SELECT e.*, r.room, m.text_seq IS NULL AS emptied
       FROM events e
       JOIN rooms r ON r.id = e.room_id
       JOIN messages m ON m.room_id = e.room_id AND m.seq = coalesce(e.target, e.seq)
       WHERE e.sender = ? AND e.cid = ?`,
    ),
    room: db.prepare('SELECT id, head, last_at AS lastAt FROM rooms WHERE room = ?'),
    newRoom: db.prepare('INSERT INTO rooms (room, head, last_at) VALUES (?, 0, 0) RETURNING id'),
    head: db.prepare('UPDATE rooms SET head = ?, last_at = ? WHERE id = ?'),
  };
}
