import type { Typing } from '@hubbub/protocol/commands';
import { mustBeIn, mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** The others see for a while that somebody is writing. Not answered: it is said too often, and nothing depends on it. */
export function typing(session: Session, command: Typing): void {
  const { room } = mustBeIn(session, command.room);
  mustBePerson(session);
  room.typing.begin(session);
}
