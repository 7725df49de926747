import type { Command } from '@hubbub/protocol/commands';
import { mustBeIn, mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Shows the others for a while that this person is typing. There is no reply: nothing depends on it. */
export function typing(session: Session, command: Command<'typing'>): void {
  const { room } = mustBeIn(session, command.room);
  mustBePerson(session);
  room.typing.start(session);
}
