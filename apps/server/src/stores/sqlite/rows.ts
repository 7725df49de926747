import type { SQLOutputValue } from 'node:sqlite';
import type { Event, Message, Person } from '@hubbub/protocol/events';

/** An event or a message. The columns that its type of event does not have are null, see the `CHECK` of the table. */
export type Row = Record<string, SQLOutputValue>;

/** SQL for the protocol's `isNotice`, where `p` is the event that posted the message. */
export const NOTICE = "coalesce(p.kind = 'topic' OR p.kind = 'renamed', FALSE)";

/** From all columns of `events`. */
export function toEvent(room: string, { room_id: _room, ...row }: Row): Event {
  return { room, ...fieldsOf(row) } as Event;
}

/** Without the reactions, which have a table of their own. `row.reactions` is their number. */
export function toMessage({ reactions: _reactions, ...row }: Row): Message {
  return { text: '', ...fieldsOf(row), ...(row['text'] === null && { deleted: true }) } as Message;
}

export function toMentions(json: string): Person[] {
  return JSON.parse(json) as Person[];
}

/** `by` is null for a plain connection; every other null is a field that is absent. */
function fieldsOf({ sender: by, mentions, ...columns }: Row): object {
  const present = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
  return { ...present, by, ...(mentions !== null && { mentions: toMentions(mentions as string) }) };
}
