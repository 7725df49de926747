import type { DatabaseSync } from 'node:sqlite';
import { skeletons } from '../../chat/people/skeletons.ts';
import type { StoredRoom } from '../../chat/ports.ts';

export interface RoomRow {
  id: number;
  head: number;
}

/** The rooms that have events. */
export class Rooms {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      find: db.prepare('SELECT id, head FROM rooms WHERE room = ?'),
      create: db.prepare('INSERT INTO rooms (room, head, last_at) VALUES (?, 0, 0) RETURNING id'),
      addSkeleton: db.prepare('INSERT OR IGNORE INTO room_skeletons (skeleton, room) VALUES (?, ?)'),
      lookAlike: db.prepare('SELECT 1 FROM room_skeletons WHERE skeleton = ? AND room <> ?'),
      update: db.prepare('UPDATE rooms SET head = ?, last_at = ? WHERE id = ?'),
      list: db.prepare('SELECT room, head, last_at AS lastAt FROM rooms ORDER BY last_at DESC, id DESC LIMIT ?'),
    };
  }

  /** A room without events has the id 0, which no row has. */
  find(name: string): RoomRow {
    return (this.#sql.find.get(name) as RoomRow | undefined) ?? { id: 0, head: 0 };
  }

  /** Whether a room without events has a name that looks like that of another room. */
  looksLikeAnother(name: string): boolean {
    return skeletons(name).some((skeleton) => this.#sql.lookAlike.get(skeleton, name));
  }

  /** Returns the new room's id. */
  create(name: string): number {
    for (const skeleton of skeletons(name)) this.#sql.addSkeleton.run(skeleton, name);
    return (this.#sql.create.get(name) as { id: number }).id;
  }

  update(id: number, head: number, lastAt: number): void {
    this.#sql.update.run(head, lastAt, id);
  }

  /** Most recently active first. */
  list(limit: number): StoredRoom[] {
    return (this.#sql.list.all(limit) as unknown as StoredRoom[]).map((row) => ({ ...row }));
  }
}
