import type { Delete } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Deletes one's own message. The store refuses anybody else's. */
export function deleteMessage(session: Session, command: Delete): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBeNamed(session);
  const { cid, target } = command;
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'deleted', room: room.name, at, by: id, cid, target }));
}
