import type { Watch } from '@hubbub/protocol/commands';
import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import type { Session } from '../session.ts';
import { UnreadSubscription } from '../unread/subscription.ts';

/** Says what is unread in these rooms, and again whenever it changed in those that the session is not in. */
export async function watch(session: Session, { rooms }: Watch): Promise<void> {
  const asked = new Map<string, number>();
  for (const { room, after } of rooms) {
    const cleaned = cleanRoom(room);
    if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'rooms', reason: cleaned.reason });
    asked.set(cleaned.name, after);
  }
  session.unread ??= new UnreadSubscription(session, session.hub.unread);
  await session.unread.watch(asked);
}
