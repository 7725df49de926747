import type { DatabaseSync } from 'node:sqlite';
import type { Event, Message, Topic, Person } from '@hubbub/protocol/events';
import type { MyReaction } from '@hubbub/protocol/lines';
import { MAX_PAGE_BYTES, MAX_UNREAD_SCAN_MESSAGES } from '../../chat/limits.ts';
import { seqAtTime } from '../../chat/log/seq-at-time.ts';
import { takePage, takeWithinCharacters } from '../../chat/log/size-limit.ts';
import type {
  MentionList,
  NewestEvents,
  Page,
  PagePosition,
  ReactionList,
  StoredRoom,
  UnreadCount,
} from '../../chat/ports.ts';
import { EVENT, NOTICE, toEvent, toMessage, type Row } from './rows.ts';
import type { Tables } from './tables.ts';

/** Rows of a page that are in memory at once, because each may be as large as a text. */
const ROWS_PER_READ = 26;

/** The reads of `Store`, by the same names. They throw SQLite's errors. */
export class Queries {
  readonly #sql;
  readonly #tables: Tables;

  constructor(db: DatabaseSync, tables: Tables) {
    const messages = `
      SELECT m.seq, m.revision, m.edited_at AS editedAt, m.reactions, p.at, p.sender AS by, p.name, p.cid, p.kind, p.reply, t.text, t.mentions
      FROM messages m
      JOIN events p ON p.room_id = m.room_id AND p.seq = m.seq
      LEFT JOIN events t ON t.room_id = m.room_id AND t.seq = m.text_seq
      WHERE m.room_id = ?`;
    this.#sql = {
      events: db.prepare(`SELECT ${EVENT} FROM events e WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?`),
      newest: db.prepare(`SELECT ${EVENT} FROM events e WHERE room_id = ? ORDER BY seq DESC LIMIT ?`),
      at: db.prepare('SELECT at, cid FROM events WHERE room_id = ? AND seq = ?'),
      // Without INDEXED BY, SQLite scans the whole room.
      topic: db.prepare(
        `SELECT text, seq, at, sender AS by, name FROM events INDEXED BY events_with_topic
         WHERE room_id = ? AND kind = 'topic' ORDER BY seq DESC LIMIT 1`,
      ),
      message: db.prepare(`${messages} AND m.seq = ?`),
      older: db.prepare(`${messages} AND m.seq < ? ORDER BY m.seq DESC LIMIT ?`),
      newer: db.prepare(`${messages} AND m.seq >= ? ORDER BY m.seq LIMIT ?`),
      nearest: db.prepare(
        `SELECT coalesce(
           (SELECT min(seq) FROM messages WHERE room_id = :room AND seq >= :seq),
           (SELECT max(seq) FROM messages WHERE room_id = :room)) AS seq`,
      ),
      unread: db.prepare(
        `SELECT count(*) AS count FROM (
           SELECT 1
           FROM (SELECT * FROM messages WHERE room_id = :room AND seq > :after ORDER BY seq LIMIT ${MAX_UNREAD_SCAN_MESSAGES}) m
           JOIN events p ON p.room_id = m.room_id AND p.seq = m.seq
           WHERE m.text_seq IS NOT NULL AND NOT ${NOTICE} AND (:person IS NULL OR p.sender IS NOT :person)
           LIMIT :limit)`,
      ),
    };
    this.#tables = tables;
  }

  head(room: string): number {
    return this.#tables.rooms.find(room).head;
  }

  newest(room: string, limit: number, characters: number): NewestEvents {
    const { id, head } = this.#tables.rooms.find(room);
    const rows = this.#sql.newest.iterate(id, limit);
    const newestFirst = takeWithinCharacters(rows, characters, 0);
    return { head, events: newestFirst.reverse().map((row) => toEvent(room, row)) };
  }

  eventsAfter(room: string, after: number, limit: number, characters = Infinity): Event[] {
    const { id } = this.#tables.rooms.find(room);
    const rows = this.#sql.events.iterate(id, after, limit);
    return takeWithinCharacters(rows, characters, 1).map((row) => toEvent(room, row));
  }

  page(room: string, position: PagePosition, limit: number): Page {
    const { id, head } = this.#tables.rooms.find(room);
    const split = (seq: number, older: number, newer: number): Page => {
      const newest = this.#sql.at.get(id, head) as { cid: string } | undefined;
      const end = { head, ...(newest && { cid: newest.cid }), topic: this.#topic(id) };
      return { ...this.#messagesAt(id, seq, older, newer), ...end };
    };
    const around = (wanted: number): Page => {
      const { seq } = this.#sql.nearest.get({ room: id, seq: wanted }) as { seq: number | null };
      const half = Math.floor(limit / 2);
      return split(seq ?? 1, half, limit - half);
    };
    switch (position.type) {
      case 'newest':
        return split(head + 1, limit, 0);
      case 'before':
        return split(position.seq, limit, 0);
      case 'after':
        return split(position.seq + 1, 0, limit);
      case 'around':
        return around(position.seq);
      case 'time':
        return around(seqAtTime(position.ms, head, (seq) => (this.#sql.at.get(id, seq) as { at: number }).at));
    }
  }

  rooms(limit: number): StoredRoom[] {
    return this.#tables.rooms.list(limit);
  }

  nameHolder(skeletons: readonly string[], at: number): Person | undefined {
    return this.#tables.people.keeper(skeletons, at);
  }

  person(secretHash: string): Person | undefined {
    return this.#tables.people.bySecret(secretHash);
  }

  unread(room: string, after: number, person: string | null, limit: number): UnreadCount {
    const { id, head } = this.#tables.rooms.find(room);
    const { count } = this.#sql.unread.get({ room: id, after, person, limit }) as { count: number };
    const mentions = person === null ? 0 : this.#tables.mentions.countAbove(id, after, person, limit);
    // Mentions are found by an index, also beyond the messages that were looked at.
    return { head, messages: Math.max(count, mentions), mentions };
  }

  mentions(person: string, before: number | undefined, limit: number): MentionList {
    const rows = this.#tables.mentions.of(person, before, limit + 1);
    const items = rows.slice(0, limit).map(({ id, roomId, room, seq }) => {
      return { id, room, message: this.#message(roomId, seq)! };
    });
    return { items, older: rows.length > limit };
  }

  reactions(room: string, target: number): ReactionList | undefined {
    return this.#tables.reactions.list(this.#tables.rooms.find(room).id, target);
  }

  myReactions(room: string, person: string, targets: readonly number[]): MyReaction[] {
    return this.#tables.reactions.chosenBy(this.#tables.rooms.find(room).id, person, targets);
  }

  #message(room: number, seq: number): Message | undefined {
    const row = this.#sql.message.get(room, seq);
    return row && this.#toMessages(room, [row])[0];
  }

  #topic(room: number): Topic | null {
    const topic = this.#sql.topic.get(room) as Topic | undefined;
    return topic === undefined || topic.text === '' ? null : { ...topic };
  }

  /** Messages below `seq` and from it on, within the limit of bytes. */
  #messagesAt(room: number, seq: number, older: number, newer: number): Pick<Page, 'messages' | 'older' | 'newer'> {
    const maxBytes = older > 0 && newer > 0 ? MAX_PAGE_BYTES / 2 : MAX_PAGE_BYTES;
    const before = takePage(this.#olderThan(room, seq), older, maxBytes);
    const from = takePage(this.#newerFrom(room, seq), newer, maxBytes);
    return { messages: [...before.taken.reverse(), ...from.taken], older: before.more, newer: from.more };
  }

  *#olderThan(room: number, seq: number): Generator<Message> {
    for (let rows: Row[], below = seq; ; below = Number(rows.at(-1)!['seq'])) {
      rows = this.#sql.older.all(room, below, ROWS_PER_READ);
      yield* this.#toMessages(room, rows);
      if (rows.length < ROWS_PER_READ) return;
    }
  }

  *#newerFrom(room: number, seq: number): Generator<Message> {
    for (let rows: Row[], from = seq; ; from = Number(rows.at(-1)!['seq']) + 1) {
      rows = this.#sql.newer.all(room, from, ROWS_PER_READ);
      yield* this.#toMessages(room, rows);
      if (rows.length < ROWS_PER_READ) return;
    }
  }

  /** Adds the reactions, which are read in one query from the first message that has any to the last. */
  #toMessages(room: number, rows: Row[]): Message[] {
    const messages = rows.map(toMessage);
    const reacted = messages.filter((_message, i) => rows[i]!['reactions'] !== 0).map(({ seq }) => seq);
    if (reacted.length === 0) return messages;
    const reactions = this.#tables.reactions.between(room, Math.min(...reacted), Math.max(...reacted));
    for (const message of messages) {
      const own = reactions.get(message.seq);
      if (own) message.reactions = own;
    }
    return messages;
  }
}
