import type { RoomSummary } from '@hubbub/protocol/http';
import { LOBBY } from '@hubbub/protocol/limits';
import type { App } from './app.ts';

/**
 * The rooms of the sidebar. The lobby comes first, the others are sorted by name, so that nothing moves under the
 * pointer. The open room is included before the server lists it.
 */
export function roomsToShow(app: App): readonly RoomSummary[] {
  const rooms = new Map(app.rooms.value.map((summary) => [summary.room, summary]));
  const empty = (room: string): RoomSummary => ({ room, head: 0, lastAt: null, total: 0, people: [] });
  const lobby = rooms.get(LOBBY) ?? empty(LOBBY);
  for (const room of [app.view.value?.room ?? LOBBY, ...app.unread.rooms.value.keys()]) {
    if (!rooms.has(room) && (room === app.view.value?.room || app.unread.countsOf(room).messages > 0))
      rooms.set(room, empty(room));
  }
  rooms.delete(LOBBY);
  return [lobby, ...[...rooms.values()].toSorted((a, b) => a.room.localeCompare(b.room))];
}
