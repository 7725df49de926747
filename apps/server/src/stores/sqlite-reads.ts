import type { DatabaseSync } from 'node:sqlite';
import type { Event, Message } from '@hubbub/protocol/events';
import type { Newest, Page, Person, StoredRoom, Where } from '../chat/ports.ts';
import { within } from './within.ts';

export interface EventRow {
  seq: number;
  type: 'posted' | 'edited' | 'deleted';
  at: number;
  sender: string | null;
  cid: string;
  target: number;
  name: string;
  text: string;
}

interface MessageRow {
  seq: number;
  at: number;
  sender: string | null;
  name: string;
  cid: string;
  text: string | null;
  revision: number;
  edited_at: number | null;
}

/** Everything that `Store` can be asked, by its own names. Throws SQLite's errors. */
export class SqliteReads {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#sql = statements(db);
  }

  head(room: string): number {
    return this.#find(room).head;
  }

  newest(room: string, limit: number, characters: number): Newest {
    const { id, head } = this.#find(room);
    const rows = this.#sql.newest.iterate(id, limit) as IterableIterator<unknown> as IterableIterator<EventRow>;
    const newestFirst = within(rows, characters, 0);
    return { head, events: newestFirst.reverse().map((row) => toEvent(room, row)) };
  }

  eventsAfter(room: string, after: number, limit: number, characters = Infinity): Event[] {
    const { id } = this.#find(room);
    const rows = this.#sql.events.iterate(id, after, limit) as IterableIterator<unknown> as IterableIterator<EventRow>;
    return within(rows, characters, 1).map((row) => toEvent(room, row));
  }

  page(room: string, where: Where, limit: number): Page {
    const { id, head } = this.#find(room);
    switch (where.at) {
      case 'newest':
        return { ...this.#beside(id, head + 1, limit, 0), head };
      case 'before':
        return { ...this.#beside(id, where.seq, limit, 0), head };
      case 'after':
        return { ...this.#beside(id, where.seq + 1, 0, limit), head };
      case 'around': {
        const { seq } = this.#sql.nearest.get({ room: id, seq: where.seq }) as { seq: number | null };
        const half = Math.floor(limit / 2);
        return { ...this.#beside(id, seq ?? 1, half, limit - half), head };
      }
    }
  }

  message(room: string, seq: number): Message | undefined {
    const row = this.#sql.message.get(this.#find(room).id, seq) as MessageRow | undefined;
    return row && toMessage(row);
  }

  rooms(limit: number): StoredRoom[] {
    return (this.#sql.rooms.all(limit) as unknown as StoredRoom[]).map((row) => ({ ...row }));
  }

  nameHolder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const row = this.#sql.holder.get(skeleton) as Person | undefined;
      if (row) return { ...row };
    }
    return undefined;
  }

  person(secretHash: string): Person | undefined {
    const row = this.#sql.person.get(secretHash) as Person | undefined;
    return row && { ...row };
  }

  /** No room has the id 0. */
  #find(room: string): { id: number; head: number } {
    return (this.#sql.room.get(room) as { id: number; head: number } | undefined) ?? { id: 0, head: 0 };
  }

  /** So many messages older than `seq`, and so many from it on. One more is read on each side, to see if there is one. */
  #beside(room: number, seq: number, older: number, newer: number): Omit<Page, 'head'> {
    const before = this.#sql.older.all(room, seq, older + 1) as unknown as MessageRow[];
    const from = this.#sql.newer.all(room, seq, newer + 1) as unknown as MessageRow[];
    return {
      messages: [...before.slice(0, older).reverse(), ...from.slice(0, newer)].map(toMessage),
      older: before.length > older,
      newer: from.length > newer,
    };
  }
}

export function toEvent(room: string, row: EventRow): Event {
  const { seq, type, at, sender: by, cid, target, name, text } = row;
  if (type === 'posted') return { type, room, seq, at, by, cid, name, text };
  if (type === 'edited') return { type, room, seq, at, by, cid, target, text };
  return { type, room, seq, at, by, cid, target };
}

function toMessage({ seq, at, sender: by, name, cid, text, revision, edited_at: editedAt }: MessageRow): Message {
  const message: Message = { seq, at, by, name, cid, text: text ?? '', revision };
  if (editedAt !== null) message.editedAt = editedAt;
  if (text === null) message.deleted = true;
  return message;
}

function statements(db: DatabaseSync) {
  const messages = `
    SELECT m.seq, m.revision, m.edited_at, p.at, p.sender, p.name, p.cid, t.text
    FROM messages m
    JOIN events p ON p.room_id = m.room_id AND p.seq = m.seq
    LEFT JOIN events t ON t.room_id = m.room_id AND t.seq = m.text_seq
    WHERE m.room_id = ?`;
  return {
    room: db.prepare('SELECT id, head FROM rooms WHERE room = ?'),
    events: db.prepare('SELECT * FROM events WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?'),
    newest: db.prepare('SELECT * FROM events WHERE room_id = ? ORDER BY seq DESC LIMIT ?'),
    message: db.prepare(`${messages} AND m.seq = ?`),
    older: db.prepare(`${messages} AND m.seq < ? ORDER BY m.seq DESC LIMIT ?`),
    newer: db.prepare(`${messages} AND m.seq >= ? ORDER BY m.seq LIMIT ?`),
    nearest: db.prepare(
      `SELECT coalesce(
         (SELECT min(seq) FROM messages WHERE room_id = :room AND seq >= :seq),
         (SELECT max(seq) FROM messages WHERE room_id = :room)) AS seq`,
    ),
    rooms: db.prepare('SELECT room, head, last_at AS lastAt FROM rooms ORDER BY last_at DESC, id DESC LIMIT ?'),
    holder: db.prepare(
      'SELECT id, name FROM skeletons JOIN people ON people.id = skeletons.person_id WHERE skeleton = ?',
    ),
    person: db.prepare('SELECT id, name FROM people WHERE secret_hash = ?'),
  };
}
