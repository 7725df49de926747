import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from './errors.ts';
import type { Subscription } from './subscription.ts';
import type { Person } from './ports.ts';
import type { Session, Participant } from './session.ts';

/** Writing needs a name. */
export function mustBeNamed(session: Session): Participant {
  if (session.person === null) throw new ChatError('name_needed');
  return session.person;
}

/** Some things are only for people who will be known again, which a plain connection's name is not. */
export function mustBePerson(session: Session): Person {
  const { id, name } = mustBeNamed(session);
  if (id === null) throw new ChatError('name_needed');
  return { id, name };
}

/** Writing needs to be in the room. The room may be spelled as in a link. */
export function mustBeIn(session: Session, room: string): Subscription {
  const member = session.subscriptions.get(room) ?? session.subscriptions.get(spelled(room));
  if (member === undefined) throw new ChatError('not_joined', { field: 'room' });
  return member;
}

function spelled(room: string): string {
  const cleaned = cleanRoom(room);
  return cleaned.ok ? cleaned.name : room;
}
