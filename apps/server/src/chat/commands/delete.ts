import type { Delete } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed, mustOwn } from '../permissions.ts';
import type { Session } from '../session.ts';

export async function deleteMessage(session: Session, command: Delete): Promise<void> {
  const { room } = mustBeIn(session, command.room);
  const person = mustBeNamed(session);
  const { cid, target } = command;
  mustOwn(person, await session.hub.store.message(room.name, target));
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'deleted', room: room.name, at, by: person.id, cid, target }));
}
