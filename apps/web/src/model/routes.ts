import type { NameReason } from '@hubbub/protocol/errors';
import { LOBBY } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';

/** What an address means: a room or a message in it, an invalid room name, or nothing. */
export type Route =
  | { type: 'room'; room: string; seq?: number }
  | { type: 'refused'; asked: string; reason: NameReason }
  | { type: 'nothing' };

/** Reads a path such as `/r/%E4%B8%8A%E6%B5%B7/123`. `base` is the path that Hubbub is served under, ending with a slash. */
export function readRoute(pathname: string, base: string): Route {
  const inside = pathname.startsWith(base) ? pathname.slice(base.length) : '';
  if (inside === '') return { type: 'room', room: LOBBY };
  const [, encoded, seq] = /^r\/([^/]+)(?:\/(\d{1,15}))?\/?$/.exec(inside) ?? [];
  if (encoded === undefined) return { type: 'nothing' };
  const asked = decode(encoded);
  if (asked === undefined) return { type: 'refused', asked: encoded, reason: 'hidden_characters' };
  const route = readRoom(asked);
  return route.type === 'room' && seq !== undefined ? { ...route, seq: Number(seq) } : route;
}

/** Reads a room name as typed by a person. */
export function readRoom(asked: string): Exclude<Route, { type: 'nothing' }> {
  const cleaned = cleanRoom(asked);
  return cleaned.ok ? { type: 'room', room: cleaned.name } : { type: 'refused', asked, reason: cleaned.reason };
}

/** The path of a room, or of a message in it, under `base`; the lobby has the shortest one. */
export function roomPath(room: string, base: string, seq?: number): string {
  if (seq !== undefined) return `${base}r/${encodeURIComponent(room)}/${seq}`;
  return room === LOBBY ? base : `${base}r/${encodeURIComponent(room)}`;
}

/** Undefined if the link was cut in the middle of a character. */
function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
