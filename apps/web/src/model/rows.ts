import type { Entry } from '@hubbub/client';
import { isNotice, type Message, type Person } from '@hubbub/protocol/events';
import { startOfDay } from './times.ts';

/** A row of the list. Rows whose content did not change are the same objects, so that they are not drawn again. */
export type Row =
  /** `at` is the day's midnight. */
  | { type: 'day'; key: string; at: number }
  /** The line above the messages that arrived while the reader was away. */
  | { type: 'new'; key: string }
  | NoticeRow
  | MessageRow
  | PendingRow;

/** A change of the room: a topic, a person's new name. */
export interface NoticeRow {
  type: 'notice';
  key: string;
  message: Message;
}

export interface MessageRow {
  type: 'message';
  key: string;
  message: Message;
  /** Starts a group of messages: shows author and time. */
  first: boolean;
  mine: boolean;
  /** An edit or a deletion that is unconfirmed or was refused. */
  change: Entry | null;
  /** Reactions that are unconfirmed or were refused, in the order in which they were made. */
  reacting: readonly Entry[];
}

/** A message that the server has not confirmed. */
export interface PendingRow {
  type: 'pending';
  key: string;
  entry: Entry;
  first: boolean;
  name: string;
  by: string | null;
}

const GROUP_MS = 5 * 60_000;
const none: readonly Entry[] = [];

/** Makes the rows of one room, and reuses those of the time before. */
export class RowMaker {
  #last = new Map<string, Row>();

  /**
   * `pending` is empty where the newest messages are not shown. A line is inserted above the first message of others
   * that is newer than `newAfter`.
   */
  make(
    messages: readonly Message[],
    pending: readonly Entry[],
    me: Person | null,
    newAfter: number | null = null,
  ): Row[] {
    const changes = new Map<number, Entry>();
    const reacting = new Map<number, Entry[]>();
    for (const entry of pending) {
      if (entry.target === undefined) continue;
      if (entry.type === 'edit' || entry.type === 'delete') changes.set(entry.target, entry);
      else reacting.set(entry.target, [...(reacting.get(entry.target) ?? []), entry]);
    }
    const kept = new Map<string, Row>();
    let before = { day: NaN, at: NaN, author: '' };
    let lineBelow = newAfter ?? Infinity;

    const keep = (row: Row): void => {
      const last = this.#last.get(row.key);
      kept.set(row.key, last && same(last, row) ? last : row);
    };
    const keepDay = (at: number): void => {
      const day = startOfDay(at);
      if (day === before.day) return;
      keep({ type: 'day', key: `day ${day}`, at: day });
      before = { day, at, author: '' };
    };
    /** Compares neighbours only, so that an older page in front moves no border between groups further down. */
    const startsGroup = (at: number, author: string): boolean => {
      const first = before.author !== author || at - before.at > GROUP_MS;
      before = { ...before, at, author };
      return first;
    };

    for (const message of messages) {
      const mine = me !== null && message.by === me.id;
      keepDay(message.at);
      if (message.seq > lineBelow && !mine) {
        keep({ type: 'new', key: 'new' });
        lineBelow = Infinity;
        before.author = '';
      }
      if (isNotice(message)) {
        before.author = '';
        keep({ type: 'notice', key: mine ? `own ${message.cid}` : `seq ${message.seq}`, message });
        continue;
      }
      // An action begins with the author's name, so it is a group by itself.
      const first = startsGroup(message.at, authorOf(message)) || message.kind === 'action';
      if (message.kind === 'action') before.author = '';
      // Keyed by its cid, a sent message keeps the element of its pending row.
      const key = mine ? `own ${message.cid}` : `seq ${message.seq}`;
      const { seq } = message;
      keep({
        type: 'message',
        key,
        message,
        first,
        mine,
        change: changes.get(seq) ?? null,
        reacting: reacting.get(seq) ?? none,
      });
    }
    for (const entry of pending) {
      if (entry.type !== 'send') continue;
      const by = me?.id ?? null;
      const name = me?.name ?? '';
      keepDay(entry.at);
      const first = startsGroup(entry.at, authorOf({ by, name })) || entry.kind !== undefined;
      keep({ type: 'pending', key: `own ${entry.cid}`, entry, first, name, by });
    }
    this.#last = kept;
    return [...kept.values()];
  }
}

/** People without an id are told apart by their names. */
export function authorOf({ by, name }: { by: string | null; name: string }): string {
  return by ?? `name ${name}`;
}

function same(a: Row, b: Row): boolean {
  const old: Partial<Record<string, unknown>> = { ...a };
  return Object.entries(b).every(([field, value]) => old[field] === value);
}
