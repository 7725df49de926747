import type { DatabaseSync } from 'node:sqlite';
import type { Appended, Draft, NameClaim, Person } from '../chat/ports.ts';
import { repeats, wellFormed } from './drafts.ts';
import type { Change, Outcome, Read } from './sqlite-calls.ts';
import { reason, resultCode, SQLITE } from './sqlite-errors.ts';
import { SqliteReads, toEvent, type EventRow } from './sqlite-reads.ts';

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
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#reads = new SqliteReads(db);
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
      outcomes = changes.map((change) =>
        change.name === 'append' ? this.#append(change.args[0], rooms) : this.#claim(change.args[0]),
      );
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

  #append(given: Draft, rooms: Map<string, OpenRoom>): Outcome {
    const draft = wellFormed(given);
    const first = draft.by === null ? undefined : this.#sql.first.get(draft.by, draft.cid);
    if (first) {
      const row = first as unknown as EventRow & { room: string; emptied: number };
      const event = toEvent(row.room, row);
      if (!repeats(event, row.emptied === 1, draft)) return { refused: 'cid_reused' };
      return { value: { event, repeated: true } satisfies Appended };
    }
    const room = this.#open(draft.room, rooms);
    if (draft.type !== 'posted') {
      const message = this.#sql.standing.get(room.id, draft.target) as { text_seq: number | null } | undefined;
      if (!message) return { refused: 'no_such_message' };
      if (message.text_seq === null) return { refused: 'message_deleted' };
    }
    if (room.id === 0) room.id = (this.#sql.newRoom.get(draft.room) as { id: number }).id;
    room.head++;
    room.lastAt = draft.at;
    room.written = true;
    this.#put(room.id, room.head, draft);
    return { value: { event: { ...draft, seq: room.head }, repeated: false } satisfies Appended };
  }

  #put(room: number, seq: number, draft: Draft): void {
    const { type, at, by, cid } = draft;
    switch (draft.type) {
      case 'posted':
        this.#sql.event.run(room, seq, type, at, by, cid, null, draft.name, draft.text);
        this.#sql.message.run(room, seq, seq, seq);
        return;
      case 'edited':
        this.#sql.event.run(room, seq, type, at, by, cid, draft.target, null, draft.text);
        this.#sql.change.run(seq, seq, at, room, draft.target);
        return;
      case 'deleted':
        this.#sql.event.run(room, seq, type, at, by, cid, draft.target, null, null);
        this.#sql.change.run(seq, null, null, room, draft.target);
        this.#sql.emptyPosted.run(room, draft.target);
        this.#sql.emptyEdited.run(room, draft.target);
    }
  }

  #claim({ id, name, skeletons, secretHash, at }: NameClaim): Outcome {
    const holder = this.#reads.nameHolder(skeletons);
    if (holder) return { value: { given: false, holder } satisfies { given: false; holder: Person } };
    // One secret is one person. Refused here, because the database would refuse everybody else's changes with it.
    if (this.#sql.taken.get(id, secretHash))
      return { refused: 'store_failed', why: 'an id or a secret was used twice' };
    this.#sql.person.run(id, name, secretHash, at);
    for (const skeleton of skeletons) this.#sql.skeleton.run(skeleton, id);
    return { value: { given: true } };
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
    standing: db.prepare('SELECT text_seq FROM messages WHERE room_id = ? AND seq = ?'),
    event: db.prepare(
      `INSERT INTO events (room_id, seq, type, at, sender, cid, target, name, text)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    message: db.prepare('INSERT INTO messages (room_id, seq, revision, text_seq) VALUES (?, ?, ?, ?)'),
    change: db.prepare(
      `UPDATE messages SET revision = ?, text_seq = ?, edited_at = coalesce(?, edited_at)
       WHERE room_id = ? AND seq = ?`,
    ),
    emptyPosted: db.prepare("UPDATE events SET text = '' WHERE room_id = ? AND seq = ?"),
    emptyEdited: db.prepare("UPDATE events SET text = '' WHERE room_id = ? AND target = ? AND type = 'edited'"),
    taken: db.prepare('SELECT 1 FROM people WHERE id = ? OR secret_hash = ?'),
    person: db.prepare('INSERT INTO people (id, name, secret_hash, at) VALUES (?, ?, ?, ?)'),
    skeleton: db.prepare('INSERT OR IGNORE INTO skeletons (skeleton, person_id) VALUES (?, ?)'),
  };
}
