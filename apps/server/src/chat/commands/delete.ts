import type { Command } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Deletes one's own message. The store refuses anybody else's. */
export function deleteMessage(session: Session, command: Command<'delete'>): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBeNamed(session);
  session.post(room, command, { type: 'deleted', by: id, target: command.target });
}
