import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Appended, Draft, NameClaim, Person } from '../chat/ports.ts';
import { repeats, wellFormed } from './drafts.ts';
import type { Change, Outcome, Read } from './sqlite-calls.ts';
import { SqliteReads, toEvent, type EventRow } from './sqlite-reads.ts';

const FULL = 13;

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
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #first: StatementSync;
  readonly #room: StatementSync;
  readonly #newRoom: StatementSync;
  readonly #head: StatementSync;
  readonly #standing: StatementSync;
  readonly #event: StatementSync;
  readonly #message: StatementSync;
  readonly #change: StatementSync;
  readonly #empty: StatementSync;
  readonly #taken: StatementSync;
  readonly #newPerson: StatementSync;
  readonly #skeleton: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#reads = new SqliteReads(db);
    this.epoch = (db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#first = db.prepare(
      `SELECT e.*, r.room, m.text_seq IS NULL AS emptied
       FROM events e
       JOIN rooms r ON r.id = e.room_id
       JOIN messages m ON m.room_id = e.room_id AND m.seq = coalesce(e.target, e.seq)
       WHERE e.sender = ? AND e.cid = ?`,
    );
    this.#room = db.prepare('SELECT id, head, last_at AS lastAt FROM rooms WHERE room = ?');
    this.#newRoom = db.prepare('INSERT INTO rooms (room, head, last_at) VALUES (?, 0, 0) RETURNING id');
    this.#head = db.prepare('UPDATE rooms SET head = ?, last_at = ? WHERE id = ?');
    this.#standing = db.prepare('SELECT text_seq FROM messages WHERE room_id = ? AND seq = ?');
    this.#event = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#message = db.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, NULL)');
    this.#change = db.prepare(
      'UPDATE messages SET revision = ?, text_seq = ?, edited_at = coalesce(?, edited_at) WHERE room_id = ? AND seq = ?',
    );
    this.#empty = db.prepare(
      `UPDATE events SET text = '' WHERE room_id = :room AND type <> 'deleted' AND (seq = :target OR target = :target)`,
    );
    this.#taken = db.prepare('SELECT 1 FROM people WHERE id = ? OR secret_hash = ?');
    this.#newPerson = db.prepare('INSERT INTO people (id, name, secret_hash, at) VALUES (?, ?, ?, ?)');
    this.#skeleton = db.prepare('INSERT OR IGNORE INTO skeletons VALUES (?, ?)');
  }

  /**
   * Makes all changes in one transaction and gives their outcomes in order. A refused one leaves the others alone;
   * an error of the database refuses all of them. Throws `OutcomeUnknown` where it cannot be told what was written.
   */
  write(changes: readonly Change[]): Outcome[] {
    const rooms = new Map<string, OpenRoom>();
    let outcomes: Outcome[];
    try {
      this.#begin.run();
      outcomes = changes.map((change) =>
        change.name === 'append' ? this.#append(change.args[0], rooms) : this.#claim(change.args[0]),
      );
      for (const room of rooms.values()) if (room.written) this.#head.run(room.head, room.lastAt, room.id);
    } catch (error) {
      return this.#refuseAll(changes, error);
    }
    try {
      this.#commit.run();
      return outcomes;
    } catch (error) {
      // A full disk is noticed before the end of the commit is written; after any other error it may be there.
      if (isFull(error)) return this.#refuseAll(changes, error);
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
    const first = draft.by === null ? undefined : this.#first.get(draft.by, draft.cid);
    if (first) {
      const row = first as unknown as EventRow & { emptied: number };
      const event = toEvent(row);
      if (!repeats(event, row.emptied === 1, draft)) return { refused: 'cid_reused' };
      return { value: { event, repeated: true } satisfies Appended };
    }
    const room = this.#open(draft.room, rooms);
    if (draft.type !== 'posted') {
      const message = this.#standing.get(room.id, draft.target) as { text_seq: number | null } | undefined;
      if (!message) return { refused: 'no_such_message' };
      if (message.text_seq === null) return { refused: 'message_deleted' };
    }
    if (room.id === 0) room.id = (this.#newRoom.get(draft.room) as { id: number }).id;
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
        this.#event.run(room, seq, type, at, by, cid, null, draft.name, draft.text);
        this.#message.run(room, seq, seq, seq);
        return;
      case 'edited':
        this.#event.run(room, seq, type, at, by, cid, draft.target, null, draft.text);
        this.#change.run(seq, seq, at, room, draft.target);
        return;
      case 'deleted':
        this.#event.run(room, seq, type, at, by, cid, draft.target, null, null);
        this.#change.run(seq, null, null, room, draft.target);
        this.#empty.run({ room, target: draft.target });
    }
  }

  #claim({ id, name, skeletons, secretHash, at }: NameClaim): Outcome {
    const holder = this.#reads.nameHolder(skeletons);
    if (holder) return { value: { given: false, holder } satisfies { given: false; holder: Person } };
    // Ids and secrets are random: this is a mistake of the caller, and not one that others should pay for.
    if (this.#taken.get(id, secretHash)) return { refused: 'store_failed', why: 'an id or a secret was used twice' };
    this.#newPerson.run(id, name, secretHash, at);
    for (const skeleton of skeletons) this.#skeleton.run(skeleton, id);
    return { value: { given: true } };
  }

  #open(name: string, rooms: Map<string, OpenRoom>): OpenRoom {
    let room = rooms.get(name);
    if (!room) {
      const row = this.#room.get(name) as Omit<OpenRoom, 'written'> | undefined;
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
    const refused = isFull(cause) ? 'store_full' : 'store_failed';
    return changes.map(() => ({ refused, why: reason(cause) }));
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === FULL;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
