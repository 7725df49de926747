import type { Command } from '@hubbub/protocol/commands';
import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import type { Session } from '../session.ts';
import { UnreadSubscription } from '../unread/subscription.ts';

/** Sends the unread counts of these rooms, now and whenever they change while the session is not in the room. */
export function watch(session: Session, command: Command<'watch'>): void {
  const rooms = new Map<string, number>();
  for (const { room, after } of command.rooms) {
    const cleaned = cleanRoom(room);
    if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'rooms', reason: cleaned.reason });
    rooms.set(cleaned.name, after);
  }
  session.unread ??= new UnreadSubscription(session, session.hub.unread);
  void session.unread.watch(rooms).catch((error: unknown) => session.refuse(error, command));
}
