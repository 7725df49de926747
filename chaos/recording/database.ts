import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Event } from '@hubbub/protocol/events';
import { toLoggedEvent, type LoggedEvent } from './logged-event.ts';

interface Row {
  type: Event['type'];
  room: string;
  seq: number;
  at: number;
  sender: string | null;
  cid: string;
  target: number | null;
  name: string | null;
  text: string | null;
  emoji: string | null;
}

/** Reads every event of every room from the database of a stopped server. */
export function readDatabase(directory: string): Map<string, LoggedEvent[]> {
  const db = new DatabaseSync(join(directory, 'hubbub.db'), { readOnly: true });
  try {
    const rooms = new Map<string, LoggedEvent[]>();
    const rows = db.prepare(
      'SELECT r.room, e.* FROM events e JOIN rooms r ON r.id = e.room_id ORDER BY e.room_id, e.seq',
    );
    for (const row of rows.iterate() as unknown as Iterable<Row>) {
      const events = rooms.get(row.room) ?? [];
      rooms.set(row.room, events);
      events.push(toLoggedEvent(toEvent(row)));
    }
    return rooms;
  } finally {
    db.close();
  }
}

function toEvent({ type, room, seq, at, sender: by, cid, target, name, text, emoji }: Row): Event {
  const common = { room, seq, at, by, cid };
  if (type === 'posted') return { ...common, type, name: name ?? '', text: text ?? '' };
  if (type === 'edited') return { ...common, type, target: target ?? 0, text: text ?? '' };
  if (type === 'deleted') return { ...common, type, target: target ?? 0 };
  const reaction = { ...common, target: target ?? 0, emoji: emoji ?? '' };
  return type === 'reacted' ? { ...reaction, type, name: name ?? '' } : { ...reaction, type };
}
