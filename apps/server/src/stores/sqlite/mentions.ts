import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '@hubbub/protocol/events';

/** One mention of a person, and the message that contains it. */
export interface MentionRow {
  id: number;
  roomId: number;
  room: string;
  seq: number;
}

/** The messages that mention each person. */
export class Mentions {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      add: db.prepare('INSERT INTO mentions (person, room_id, seq) VALUES (?, ?, ?)'),
      remove: db.prepare('DELETE FROM mentions WHERE person = ? AND room_id = ? AND seq = ?'),
      of: db.prepare(
        `SELECT m.id, m.room_id AS roomId, r.room, m.seq FROM mentions m JOIN rooms r ON r.id = m.room_id
         WHERE m.person = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?`,
      ),
      countAbove: db.prepare(
        `SELECT count(*) AS count
         FROM (SELECT 1 FROM mentions WHERE person = ? AND room_id = ? AND seq > ? LIMIT ?)`,
      ),
    };
  }

  /** Replaces the mentions in one message. A person who is in both lists keeps the same row. */
  replace(room: number, seq: number, before: Person[], after: Person[]): void {
    for (const { id } of before) if (!after.some((each) => each.id === id)) this.#sql.remove.run(id, room, seq);
    for (const { id } of after) if (!before.some((each) => each.id === id)) this.#sql.add.run(id, room, seq);
  }

  /** Newest first. */
  of(person: string, before: number | undefined, limit: number): MentionRow[] {
    return this.#sql.of.all(person, before ?? Number.MAX_SAFE_INTEGER, limit) as unknown as MentionRow[];
  }

  /** Counts up to `limit`. */
  countAbove(room: number, after: number, person: string, limit: number): number {
    return (this.#sql.countAbove.get(person, room, after, limit) as { count: number }).count;
  }
}
