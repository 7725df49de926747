import type { Command } from '@hubbub/protocol/commands';
import { ChatError } from '../errors.ts';
import { mustBeIn, mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Sends all people under each emoji of a message, which itself lists only a sample of them. */
export async function reactions(session: Session, command: Command<'reactions'>): Promise<void> {
  const { room } = mustBeIn(session, command.room);
  const { target } = command;
  const list = await session.hub.store.reactions(room.name, target);
  if (list === undefined) throw new ChatError('no_such_message', { field: 'target' });
  session.send({ type: 'reactions', room: room.name, target, ...list });
}

/** Sends the person's own reactions to some messages: a sample does not show them. */
export async function myReactions(session: Session, command: Command<'my_reactions'>): Promise<void> {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBePerson(session);
  const own = await session.hub.store.myReactions(room.name, id, command.targets);
  session.send({ type: 'my_reactions', room: room.name, reactions: own });
}
