import type { DatabaseSync } from 'node:sqlite';
import { isNotice, type Person } from '@hubbub/protocol/events';
import { introduces, type DraftFields } from '../../chat/log/draft-rules.ts';
import { mentioned, type PossibleMention } from '../../chat/text/mentions.ts';
import type { Draft } from '../../chat/ports.ts';
import { toMentions } from './rows.ts';
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

/** What the store adds to a draft. */
interface StoreFields {
  mentions?: Person[];
  count?: number;
}

type Columns = { [Field in keyof DraftFields]: DraftFields[Field] | null };

/** Writes an event, and what it changes in the other tables of its room. */
export class EventWriter {
  readonly #sql;
  readonly #tables: Tables;

  constructor(db: DatabaseSync, tables: Tables) {
    this.#sql = {
      event: db.prepare(
        `INSERT INTO events (room_id, seq, type, at, sender, cid, target, name, text, kind, reply, emoji, count, mentions)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      addMessage: db.prepare('INSERT INTO messages (room_id, seq, revision, text_seq) VALUES (?, ?, ?, ?)'),
      changeText: db.prepare(
        `UPDATE messages SET revision = ?, text_seq = ?, edited_at = coalesce(?, edited_at)
         WHERE room_id = ? AND seq = ?`,
      ),
      setRevision: db.prepare('UPDATE messages SET revision = ? WHERE room_id = ? AND seq = ?'),
      removePostedText: db.prepare("UPDATE events SET text = '', mentions = NULL WHERE room_id = ? AND seq = ?"),
      addAuthor: db.prepare('INSERT OR IGNORE INTO authors (person, room_id) VALUES (?, ?)'),
      // Without INDEXED BY, SQLite scans the whole room.
      removeEditedTexts: db.prepare(
        `UPDATE events INDEXED BY events_by_target SET text = '', mentions = NULL
         WHERE room_id = ? AND target = ? AND type = 'edited'`,
      ),
    };
    this.#tables = tables;
  }

  /** Writes an accepted draft as the event `seq`, and returns what the event has besides the draft. */
  write(room: number, seq: number, draft: Draft, row: TargetRow | undefined, possible: PossibleMention[]): StoreFields {
    const mentions = this.#mentions(draft, possible, row);
    const count = this.#changeReactions(room, seq, draft);
    const { type, at, by, cid } = draft;
    const { target = null, name = null, text = null, kind = null, reply = null, emoji = null }: Columns = draft;
    const found = mentions ? JSON.stringify(mentions) : null;
    this.#sql.event.run(room, seq, type, at, by, cid, target, name, text, kind, reply, emoji, count ?? null, found);
    if (introduces(draft)) this.#sql.addAuthor.run(by, room);
    switch (draft.type) {
      case 'posted':
        this.#sql.addMessage.run(room, seq, seq, seq);
        if (mentions) this.#tables.mentions.replace(room, seq, [], mentions);
        break;
      case 'edited':
        this.#sql.changeText.run(seq, seq, at, room, draft.target);
        this.#tables.mentions.replace(room, draft.target, mentionsOf(row), mentions ?? []);
        break;
      case 'deleted':
        this.#sql.changeText.run(seq, null, null, room, draft.target);
        this.#sql.removePostedText.run(room, draft.target);
        this.#sql.removeEditedTexts.run(room, draft.target);
        this.#tables.mentions.replace(room, draft.target, mentionsOf(row), []);
        if (row!.reactions > 0) this.#tables.reactions.removeAll(room, draft.target);
        break;
      case 'reacted':
      case 'unreacted':
        this.#sql.setRevision.run(seq, room, draft.target);
    }
    return { ...(mentions && { mentions }), ...(count !== undefined && { count }) };
  }

  /** The number of people under the emoji afterwards; undefined for other drafts. */
  #changeReactions(room: number, seq: number, draft: Draft): number | undefined {
    const { reactions } = this.#tables;
    switch (draft.type) {
      case 'reacted':
        return reactions.add(room, draft.target, draft.emoji, { id: draft.by!, name: draft.name }, seq);
      case 'unreacted':
        return reactions.remove(room, draft.target, draft.emoji, draft.by!);
      default:
        return undefined;
    }
  }

  #mentions(draft: Draft, possible: PossibleMention[], row: TargetRow | undefined): Person[] | undefined {
    if (!('text' in draft) || (draft.type === 'posted' && isNotice(draft))) return undefined;
    const author = draft.type === 'posted' ? draft.by : row!.sender;
    const mentions = mentioned(possible, this.#tables.people.longestHolder, author);
    return mentions.length > 0 ? mentions : undefined;
  }
}

function mentionsOf(target: TargetRow | undefined): Person[] {
  return target?.mentions ? toMentions(target.mentions) : [];
}
