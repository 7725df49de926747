import type { DatabaseSync } from 'node:sqlite';
import { isNotice, type Mention } from '@hubbub/protocol/events';
import { refuse, type DraftRefusal } from '../../chat/log/draft-rules.ts';
import { mentioned } from '../../chat/text/mentions.ts';
import type { Draft } from '../../chat/ports.ts';
import { SqliteInbox } from './mentions.ts';
import type { SqlitePeople } from './people.ts';
import { SqliteReactions } from './reactions.ts';
import { fromMentions, NOTICE, toMentions } from './rows.ts';

/** The message that a draft changes or answers, as it stands. */
export interface Standing {
  text_seq: number | null;
  reactions: number;
  notice: 0 | 1;
  sender: string | null;
  mentions: string | null;
}

/** What a draft does to the tables of its room. */
export class SqliteChanges {
  readonly #sql: ReturnType<typeof statements>;
  readonly #people: SqlitePeople;
  readonly #reactions: SqliteReactions;
  readonly #inbox: SqliteInbox;

  constructor(db: DatabaseSync, people: SqlitePeople) {
    this.#sql = statements(db);
    this.#people = people;
    this.#reactions = new SqliteReactions(db);
    this.#inbox = new SqliteInbox(db);
  }

  standing(room: number, draft: Draft): Standing | undefined {
    const target = draft.type === 'posted' ? draft.reply : draft.target;
    return target === undefined ? undefined : (this.#sql.standing.get(room, target) as Standing | undefined);
  }

  refusal(room: number, draft: Draft, standing: Standing | undefined): DraftRefusal | undefined {
    const target = standing && {
      by: standing.sender,
      notice: standing.notice === 1,
      deleted: standing.text_seq === null,
    };
    const areReactionsFull = (): boolean =>
      draft.type === 'reacted' &&
      this.#reactions.isFull(room, draft.target, standing!.reactions, draft.emoji, draft.by!);
    return refuse(draft, target, areReactionsFull);
  }

  /** Writes it as the event `seq`, and gives whom it mentions. */
  put(room: number, seq: number, draft: Draft, standing: Standing | undefined): Mention[] | undefined {
    const { type, at, by, cid } = draft;
    switch (draft.type) {
      case 'posted': {
        const { name, text, kind, reply } = draft;
        const mentions = isNotice(draft) ? undefined : this.#mentioned(text, by);
        if (kind === undefined && reply === undefined && mentions === undefined)
          this.#sql.plain.run(room, seq, type, at, by, cid, name, text);
        else {
          const extra = [kind ?? null, reply ?? null, fromMentions(mentions)] as const;
          this.#sql.posted.run(room, seq, type, at, by, cid, name, text, ...extra);
        }
        this.#sql.message.run(room, seq, seq, seq);
        if (mentions) this.#inbox.replace(room, seq, [], mentions);
        return mentions;
      }
      case 'edited': {
        const { target, text } = draft;
        const mentions = this.#mentioned(text, standing!.sender);
        this.#sql.edited.run(room, seq, type, at, by, cid, target, text, fromMentions(mentions));
        this.#sql.change.run(seq, seq, at, room, target);
        this.#inbox.replace(room, target, before(standing), mentions ?? []);
        return mentions;
      }
      case 'deleted': {
        const { target } = draft;
        this.#sql.deleted.run(room, seq, type, at, by, cid, target);
        this.#sql.change.run(seq, null, null, room, target);
        this.#sql.emptyPosted.run(room, target);
        this.#sql.emptyEdited.run(room, target);
        this.#inbox.replace(room, target, before(standing), []);
        if (standing!.reactions > 0) this.#reactions.forget(room, target);
        return undefined;
      }
      case 'reacted': {
        const { target, emoji, name } = draft;
        this.#sql.reacted.run(room, seq, type, at, by, cid, target, name, emoji);
        this.#reactions.add(room, target, emoji, by!, name, seq);
        this.#sql.revision.run(seq, room, target);
        return undefined;
      }
      case 'unreacted': {
        const { target, emoji } = draft;
        this.#sql.reacted.run(room, seq, type, at, by, cid, target, null, emoji);
        this.#reactions.remove(room, target, emoji, by!);
        this.#sql.revision.run(seq, room, target);
        return undefined;
      }
    }
  }

  #mentioned(text: string, author: string | null): Mention[] | undefined {
    const mentions = mentioned(text, (skeleton) => this.#people.holder([skeleton]), author);
    return mentions.length > 0 ? mentions : undefined;
  }
}

function before(standing: Standing | undefined): Mention[] {
  return standing?.mentions ? toMentions(standing.mentions) : [];
}

function statements(db: DatabaseSync) {
  const insert = 'INSERT INTO events (room_id, seq, type, at, sender, cid,';
  return {
    standing: db.prepare(
      `SELECT m.text_seq, m.reactions, ${NOTICE} AS notice, p.sender, t.mentions
       FROM messages m
       JOIN events p ON p.room_id = m.room_id AND p.seq = m.seq
       LEFT JOIN events t ON t.room_id = m.room_id AND t.seq = m.text_seq
       WHERE m.room_id = ? AND m.seq = ?`,
    ),
    plain: db.prepare(`${insert} name, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    posted: db.prepare(`${insert} name, text, kind, reply, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    edited: db.prepare(`${insert} target, text, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    deleted: db.prepare(`${insert} target) VALUES (?, ?, ?, ?, ?, ?, ?)`),
    reacted: db.prepare(`${insert} target, name, emoji) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    message: db.prepare('INSERT INTO messages (room_id, seq, revision, text_seq) VALUES (?, ?, ?, ?)'),
    change: db.prepare(
      `UPDATE messages SET revision = ?, text_seq = ?, edited_at = coalesce(?, edited_at)
       WHERE room_id = ? AND seq = ?`,
    ),
    revision: db.prepare('UPDATE messages SET revision = ? WHERE room_id = ? AND seq = ?'),
    emptyPosted: db.prepare("UPDATE events SET text = '', mentions = NULL WHERE room_id = ? AND seq = ?"),
    // Without being told, SQLite looks through the whole room.
    emptyEdited: db.prepare(
      `UPDATE events INDEXED BY events_by_target SET text = '', mentions = NULL
       WHERE room_id = ? AND target = ? AND type = 'edited'`,
    ),
  };
}
