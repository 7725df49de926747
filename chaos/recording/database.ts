import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventFields } from './fingerprint.ts';
import { type LoggedEvent, toLoggedEvent } from './logged-event.ts';

/** Reads every event of these rooms from the database of a stopped server. */
export function readDatabase(directory: string, names: readonly string[]): Map<string, LoggedEvent[]> {
  const db = new DatabaseSync(join(directory, 'hubbub.db'), { readOnly: true });
  try {
    const rooms = new Map<string, LoggedEvent[]>();
    const rows = db.prepare(
      'SELECT r.room, e.*, e.sender AS "by" FROM events e JOIN rooms r ON r.id = e.room_id ORDER BY e.room_id, e.seq',
    );
    for (const row of rows.iterate() as unknown as Iterable<EventFields & { room: string; seq: number }>) {
      // Attackers write in others.
      if (!names.includes(row.room)) continue;
      const events = rooms.get(row.room) ?? [];
      rooms.set(row.room, events);
      events.push(toLoggedEvent(row));
    }
    return rooms;
  } finally {
    db.close();
  }
}
