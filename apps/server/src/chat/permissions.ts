import type { Participant, Person } from '@hubbub/protocol/events';
import { ChatError } from './errors.ts';
import type { Room } from './room.ts';
import type { Session } from './session.ts';
import type { Subscription } from './subscription.ts';

/** Posting needs a name. */
export function mustBeNamed(session: Session): Participant {
  if (session.participant === null) throw new ChatError('name_needed');
  return session.participant;
}

/** Some commands need a person, who can come back. A guest of a plain connection cannot. */
export function mustBePerson(session: Session): Person {
  const { id, name } = mustBeNamed(session);
  if (id === null) throw new ChatError('name_needed');
  return { id, name };
}

/** Posting needs a subscription. */
export function mustBeIn(session: Session, room: string): Subscription<Room> {
  const subscription = session.subscriptionTo(room);
  if (subscription === undefined) throw new ChatError('not_joined', { field: 'room' });
  return subscription;
}
