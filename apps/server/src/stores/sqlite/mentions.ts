import type { DatabaseSync } from 'node:sqlite';
import type { Mention } from '@hubbub/protocol/events';

/** One mention of somebody, and the message it is in. */
export interface InboxRow {
  id: number;
  roomId: number;
  room: string;
  seq: number;
}

/** Where people are mentioned. */
export class SqliteInbox {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#sql = statements(db);
  }

  /** A message that mentioned the first mentions the second from now on. Who is in both keeps that item. */
  replace(room: number, seq: number, before: Mention[], now: Mention[]): void {
    for (const { id } of before) if (!now.some((each) => each.id === id)) this.#sql.remove.run(id, room, seq);
    for (const { id } of now) if (!before.some((each) => each.id === id)) this.#sql.add.run(id, room, seq);
  }

  /** Newest first. */
  of(person: string, before: number | undefined, limit: number): InboxRow[] {
    return this.#sql.of.all(person, before ?? Number.MAX_SAFE_INTEGER, limit) as unknown as InboxRow[];
  }

  /** Counted up to `limit`. */
  countAbove(room: number, after: number, person: string, limit: number): number {
    return (this.#sql.above.get(person, room, after, limit) as { count: number }).count;
  }
}

function statements(db: DatabaseSync) {
  return {
    add: db.prepare('INSERT INTO mentions (person, room_id, seq) VALUES (?, ?, ?)'),
    remove: db.prepare('DELETE FROM mentions WHERE person = ? AND room_id = ? AND seq = ?'),
    of: db.prepare(
      `SELECT m.id, m.room_id AS roomId, r.room, m.seq FROM mentions m JOIN rooms r ON r.id = m.room_id
       WHERE m.person = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?`,
    ),
    above: db.prepare(
      `SELECT count(*) AS count
       FROM (SELECT 1 FROM mentions WHERE person = ? AND room_id = ? AND seq > ? LIMIT ?)`,
    ),
  };
}
