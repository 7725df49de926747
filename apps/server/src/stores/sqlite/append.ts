import type { DatabaseSync } from 'node:sqlite';
import type { Event } from '@hubbub/protocol/events';
import { refuse, refuseOtherContent, wellFormed, type DraftRefusal } from '../../chat/log/draft-rules.ts';
import type { Appended, Draft } from '../../chat/ports.ts';
import type { PossibleMention } from '../../chat/text/mentions.ts';
import { EventWriter, type TargetRow } from './event-writer.ts';
import type { RoomRow } from './rooms.ts';
import { EVENT, NOTICE, toEvent } from './rows.ts';
import type { Tables } from './tables.ts';
import type { Outcome } from './worker-protocol.ts';

/** A room during a transaction, which updates the rooms' rows at its end. */
export interface OpenRoom extends RoomRow {
  lastAt: number;
  written: boolean;
}

/** Appends drafts inside the transaction that `Log` has begun. */
export class Appender {
  readonly #sql;
  readonly #tables: Tables;
  readonly #events: EventWriter;

  constructor(db: DatabaseSync, tables: Tables) {
    this.#sql = {
      first: db.prepare(
        `SELECT ${EVENT}, r.room, m.text_seq IS NULL AS textRemoved
         FROM events e
         JOIN rooms r ON r.id = e.room_id
         JOIN messages m ON m.room_id = e.room_id AND m.seq = coalesce(e.target, e.seq)
         WHERE e.sender = ? AND e.cid = ?`,
      ),
      target: db.prepare(
        `SELECT p.sender, ${NOTICE} AS notice, m.text_seq IS NULL AS deleted, m.reactions, t.mentions
         FROM messages m
         JOIN events p ON p.room_id = m.room_id AND p.seq = m.seq
         LEFT JOIN events t ON t.room_id = m.room_id AND t.seq = m.text_seq
         WHERE m.room_id = ? AND m.seq = ?`,
      ),
      isAuthor: db.prepare('SELECT 1 FROM authors WHERE person = ? AND room_id = ?'),
    };
    this.#tables = tables;
    this.#events = new EventWriter(db, tables);
  }

  append(given: Draft, possible: PossibleMention[], rooms: Map<string, OpenRoom>): Outcome {
    const draft = wellFormed(given);
    const earlier = this.#duplicate(draft);
    if (earlier) return earlier;
    const room = this.#open(draft.room, rooms);
    const target = this.#target(room.id, draft);
    const refusal = this.#refusal(room.id, draft, target);
    if (refusal) return refusal;
    if (room.id === 0) {
      if (this.#tables.rooms.looksLikeAnother(draft.room))
        return { refused: 'room_lookalike', detail: { field: 'room' } };
      room.id = this.#tables.rooms.create(draft.room);
    }
    room.head++;
    room.lastAt = draft.at;
    room.written = true;
    const found = this.#events.write(room.id, room.head, draft, target, possible);
    const event = { ...draft, seq: room.head, ...found } as Event;
    return { value: { event, duplicate: false } satisfies Appended };
  }

  /** Appends the notices of a rename where its person has written. */
  announce(notices: readonly Draft[], rooms: Map<string, OpenRoom>): Event[] {
    return notices.flatMap((notice) => {
      if (!this.#sql.isAuthor.get(notice.by, this.#open(notice.room, rooms).id)) return [];
      const outcome = this.append(notice, [], rooms);
      return 'value' in outcome ? [(outcome.value as Appended).event] : [];
    });
  }

  /** The outcome of a draft whose sender has used its cid before. */
  #duplicate(draft: Draft): Outcome | undefined {
    const row = draft.by === null ? undefined : this.#sql.first.get(draft.by, draft.cid);
    if (!row) return undefined;
    const { room, textRemoved, ...first } = row;
    const event = toEvent(room as string, first);
    const refusal = refuseOtherContent(event, textRemoved === 1, draft);
    return refusal ?? { value: { event, duplicate: true } satisfies Appended };
  }

  #target(room: number, draft: Draft): TargetRow | undefined {
    const seq = draft.type === 'posted' ? draft.reply : draft.target;
    return seq === undefined ? undefined : (this.#sql.target.get(room, seq) as unknown as TargetRow | undefined);
  }

  #refusal(room: number, draft: Draft, row: TargetRow | undefined): DraftRefusal | undefined {
    const target = row && { by: row.sender, notice: row.notice === 1, deleted: row.deleted === 1 };
    return refuse(
      draft,
      target,
      () =>
        draft.type === 'reacted' &&
        this.#tables.reactions.isFull(room, draft.target, row!.reactions, draft.emoji, draft.by!),
    );
  }

  #open(name: string, rooms: Map<string, OpenRoom>): OpenRoom {
    let room = rooms.get(name);
    if (!room) rooms.set(name, (room = { ...this.#tables.rooms.find(name), lastAt: 0, written: false }));
    return room;
  }
}
