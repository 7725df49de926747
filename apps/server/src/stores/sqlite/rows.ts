import type { SQLOutputValue } from 'node:sqlite';
import type { Event, Message, Person } from '@hubbub/protocol/events';

/** An event or a message. The columns that its type of event does not have are null, see the `CHECK` of the table. */
export type Row = Record<string, SQLOutputValue>;

/** SQL for the protocol's `isNotice`, where `p` is the event that posted the message. */
export const NOTICE = "coalesce(p.kind = 'topic' OR p.kind = 'renamed', FALSE)";

/** The columns of an event `e`, for `toEvent`. */
export const EVENT =
  'e.type, e.seq, e.at, e.sender AS by, e.cid, e.target, e.name, e.text, e.kind, e.reply, e.emoji, e.count, e.mentions';

export function toEvent(room: string, row: Row): Event {
  return addFields({ room, by: null }, row) as Event;
}

/** Without the reactions, which have a table of their own. `row.reactions` is their number. */
export function toMessage(row: Row): Message {
  return addFields(row['text'] === null ? { by: null, text: '', deleted: true } : { by: null }, row) as Message;
}

export function toMentions(json: string): Person[] {
  return JSON.parse(json) as Person[];
}

/** Adds the columns that are not null. A loop is faster here than rest and spread. */
function addFields(fields: Record<string, unknown>, row: Row): unknown {
  for (const name in row) if (row[name] !== null && name !== 'reactions') fields[name] = row[name];
  if (typeof row['mentions'] === 'string') fields['mentions'] = toMentions(row['mentions']);
  return fields;
}
