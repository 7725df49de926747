import { readRoom } from './routes.ts';

/** Rooms shown at most. */
const SHOWN = 9;

export interface RoomChoice {
  room: string;
  /** Nobody has been there yet, as far as is known: going there opens it. */
  isNew: boolean;
}

/**
 * The rooms that what was typed may mean, best first: those that begin with it, then those that have it inside. Rooms
 * with something unread come first among equals. What is no room's name yet can be opened.
 */
export function searchRooms(typed: string, rooms: readonly string[], unread: (room: string) => number): RoomChoice[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const rank = (room: string): number => (room.startsWith(wanted) ? 0 : 1);
  const found = rooms
    .filter((room) => room.includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b) || Number(unread(b) > 0) - Number(unread(a) > 0))
    .slice(0, SHOWN)
    .map((room) => ({ room, isNew: false }));
  const route = readRoom(typed);
  if (route.type === 'room' && wanted !== '' && !rooms.includes(route.room))
    found.push({ room: route.room, isNew: true });
  return found;
}
