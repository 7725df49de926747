import type { DatabaseSync } from 'node:sqlite';
import { isNotice, type Person } from '@hubbub/protocol/events';
import { mentioned } from '../../chat/text/mentions.ts';
import type { Draft } from '../../chat/ports.ts';
import { fromMentions, toMentions } from './rows.ts';
import type { Tables } from './tables.ts';

/** The message that a draft changes or answers, as it is before the draft. */
export interface TargetRow {
  sender: string | null;
  notice: 0 | 1;
  deleted: 0 | 1;
  /** The number of reactions. */
  reactions: number;
  mentions: string | null;
}

/** Writes an event, and what it changes in the other tables of its room. */
export class EventWriter {
  readonly #sql: ReturnType<typeof statements>;
  readonly #tables: Tables;

  constructor(db: DatabaseSync, tables: Tables) {
    this.#sql = statements(db);
    this.#tables = tables;
  }

  /** Writes an accepted draft as the event `seq`, and returns the people it mentions. */
  write(room: number, seq: number, draft: Draft, target: TargetRow | undefined): Person[] | undefined {
    const { type, at, by, cid } = draft;
    switch (draft.type) {
      case 'posted': {
        const { name, text, kind, reply } = draft;
        const mentions = isNotice(draft) ? undefined : this.#findMentions(text, by);
        if (kind === undefined && reply === undefined && mentions === undefined)
          this.#sql.plainPost.run(room, seq, type, at, by, cid, name, text);
        else {
          const extra = [kind ?? null, reply ?? null, fromMentions(mentions)] as const;
          this.#sql.posted.run(room, seq, type, at, by, cid, name, text, ...extra);
        }
        this.#sql.addMessage.run(room, seq, seq, seq);
        if (mentions) this.#tables.mentions.replace(room, seq, [], mentions);
        return mentions;
      }
      case 'edited': {
        const mentions = this.#findMentions(draft.text, target!.sender);
        this.#sql.edited.run(room, seq, type, at, by, cid, draft.target, draft.text, fromMentions(mentions));
        this.#sql.changeText.run(seq, seq, at, room, draft.target);
        this.#tables.mentions.replace(room, draft.target, mentionsOf(target), mentions ?? []);
        return mentions;
      }
      case 'deleted':
        this.#sql.deleted.run(room, seq, type, at, by, cid, draft.target);
        this.#sql.changeText.run(seq, null, null, room, draft.target);
        this.#sql.removePostedText.run(room, draft.target);
        this.#sql.removeEditedTexts.run(room, draft.target);
        this.#tables.mentions.replace(room, draft.target, mentionsOf(target), []);
        if (target!.reactions > 0) this.#tables.reactions.removeAll(room, draft.target);
        return undefined;
      case 'reacted':
        this.#sql.reacted.run(room, seq, type, at, by, cid, draft.target, draft.name, draft.emoji);
        this.#tables.reactions.add(room, draft.target, draft.emoji, by!, draft.name, seq);
        this.#sql.setRevision.run(seq, room, draft.target);
        return undefined;
      case 'unreacted':
        this.#sql.reacted.run(room, seq, type, at, by, cid, draft.target, null, draft.emoji);
        this.#tables.reactions.remove(room, draft.target, draft.emoji, by!);
        this.#sql.setRevision.run(seq, room, draft.target);
        return undefined;
    }
  }

  #findMentions(text: string, author: string | null): Person[] | undefined {
    const mentions = mentioned(text, (skeleton) => this.#tables.people.holder([skeleton]), author);
    return mentions.length > 0 ? mentions : undefined;
  }
}

function mentionsOf(target: TargetRow | undefined): Person[] {
  return target?.mentions ? toMentions(target.mentions) : [];
}

function statements(db: DatabaseSync) {
  const insert = 'INSERT INTO events (room_id, seq, type, at, sender, cid,';
  return {
    plainPost: db.prepare(`${insert} name, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    posted: db.prepare(`${insert} name, text, kind, reply, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    edited: db.prepare(`${insert} target, text, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    deleted: db.prepare(`${insert} target) VALUES (?, ?, ?, ?, ?, ?, ?)`),
    reacted: db.prepare(`${insert} target, name, emoji) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    addMessage: db.prepare('INSERT INTO messages (room_id, seq, revision, text_seq) VALUES (?, ?, ?, ?)'),
    changeText: db.prepare(
      `UPDATE messages SET revision = ?, text_seq = ?, edited_at = coalesce(?, edited_at)
       WHERE room_id = ? AND seq = ?`,
    ),
    setRevision: db.prepare('UPDATE messages SET revision = ? WHERE room_id = ? AND seq = ?'),
    removePostedText: db.prepare("UPDATE events SET text = '', mentions = NULL WHERE room_id = ? AND seq = ?"),
    // Without INDEXED BY, SQLite scans the whole room.
    removeEditedTexts: db.prepare(
      `UPDATE events INDEXED BY events_by_target SET text = '', mentions = NULL
       WHERE room_id = ? AND target = ? AND type = 'edited'`,
    ),
  };
}
