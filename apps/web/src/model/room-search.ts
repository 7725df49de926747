import { readRoom } from './routes.ts';

/** Matching rooms shown at most. */
const MAX_RESULTS = 9;

export interface RoomChoice {
  room: string;
  /** Not a known room: choosing it opens it. */
  isNew: boolean;
}

/**
 * The rooms whose name or title contains the typed text, best first: matches at the start, then rooms with unread
 * messages. A valid name that is not among them can be opened as a new room.
 */
export function searchRooms(
  typed: string,
  rooms: readonly string[],
  unread: (room: string) => number,
  titleOf: (room: string) => string = (room) => room,
): RoomChoice[] {
  const query = typed.trim().toLocaleLowerCase();
  const startsWith = (room: string): boolean => room.startsWith(query) || titleOf(room).startsWith(query);
  const found = rooms
    .filter((room) => room.includes(query) || titleOf(room).includes(query))
    .toSorted((a, b) => Number(startsWith(b)) - Number(startsWith(a)) || Number(unread(b) > 0) - Number(unread(a) > 0))
    .slice(0, MAX_RESULTS)
    .map((room) => ({ room, isNew: false }));
  const route = readRoom(typed);
  if (route.type === 'room' && query !== '' && !rooms.includes(route.room))
    found.push({ room: route.room, isNew: true });
  return found;
}
