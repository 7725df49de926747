import type { NameReason } from '@hubbub/protocol/errors';
import { LOBBY } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';

/** What the address asks for: a room, or something that cannot be the name of one. */
export type Route = { is: 'room'; room: string } | { is: 'refused'; asked: string; reason: NameReason };

/** Reads a path such as `/r/%E4%B8%8A%E6%B5%B7`. `base` is the path Hubbub lives under; it ends with a slash. */
export function readRoute(pathname: string, base: string): Route {
  const inside = pathname.startsWith(base) ? pathname.slice(base.length) : '';
  const encoded = /^r\/(.+?)\/?$/.exec(inside)?.[1];
  return encoded === undefined ? { is: 'room', room: LOBBY } : readRoom(decode(encoded));
}

/** Reads what a person typed as the name of a room. */
export function readRoom(asked: string): Route {
  const cleaned = cleanRoom(asked);
  return cleaned.ok ? { is: 'room', room: cleaned.name } : { is: 'refused', asked, reason: cleaned.reason };
}

/** The path of a room under `base`; the lobby has the shortest one. */
export function roomPath(room: string, base: string): string {
  return room === LOBBY ? base : `${base}r/${encodeURIComponent(room)}`;
}

/** Somebody may have cut a link in the middle of a character. What is left then is shown as it stands. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.replaceAll('%', '\uFFFD');
  }
}
