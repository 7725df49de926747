import type { Event, Kind, Message, Person } from '@hubbub/protocol/events';

/** Which columns are null depends on the type, see the `CHECK` of the table. */
export interface EventRow {
  seq: number;
  type: Event['type'];
  at: number;
  sender: string | null;
  cid: string;
  target: number;
  name: string;
  text: string;
  kind: Kind | null;
  reply: number | null;
  emoji: string;
  mentions: string | null;
}

export interface MessageRow {
  seq: number;
  at: number;
  sender: string | null;
  name: string;
  cid: string;
  text: string | null;
  revision: number;
  edited_at: number | null;
  kind: Kind | null;
  reply: number | null;
  mentions: string | null;
  /** The number of reactions. */
  reactions: number;
}

/** SQL for the protocol's `isNotice`, where `p` is the event that posted the message. */
export const NOTICE = "coalesce(p.kind = 'topic' OR p.kind = 'renamed', FALSE)";

export function toEvent(room: string, row: EventRow): Event {
  const { seq, type, at, sender: by, cid, target, name, text, kind, reply, emoji } = row;
  switch (type) {
    case 'posted': {
      const event: Event = { type, room, seq, at, by, cid, name, text };
      if (kind !== null) event.kind = kind;
      if (reply !== null) event.reply = reply;
      if (row.mentions !== null) event.mentions = toMentions(row.mentions);
      return event;
    }
    case 'edited': {
      const event: Event = { type, room, seq, at, by, cid, target, text };
      if (row.mentions !== null) event.mentions = toMentions(row.mentions);
      return event;
    }
    case 'deleted':
      return { type, room, seq, at, by, cid, target };
    case 'reacted':
      return { type, room, seq, at, by, cid, target, emoji, name };
    case 'unreacted':
      return { type, room, seq, at, by, cid, target, emoji };
  }
}

/** Without the reactions, which have a table of their own. */
export function toMessage(row: MessageRow): Message {
  const { seq, at, sender: by, name, cid, text, revision } = row;
  const message: Message = { seq, at, by, name, cid, text: text ?? '', revision };
  if (row.edited_at !== null) message.editedAt = row.edited_at;
  if (text === null) message.deleted = true;
  if (row.kind !== null) message.kind = row.kind;
  if (row.reply !== null) message.reply = row.reply;
  if (row.mentions !== null) message.mentions = toMentions(row.mentions);
  return message;
}

export function toMentions(json: string): Person[] {
  return JSON.parse(json) as Person[];
}

export function fromMentions(mentions: Person[] | undefined): string | null {
  return mentions === undefined ? null : JSON.stringify(mentions);
}
