import { Subscription } from '../subscription.ts';
import type { Session } from '../session.ts';

/** A plain connection hears a room from now on, without its history. The room's name is clean. */
export interface Listen {
  type: 'listen';
  room: string;
}

export async function listen(session: Session, command: Listen): Promise<void> {
  const room = await session.hub.open(command.room);
  session.enter(new Subscription(session, room));
}
