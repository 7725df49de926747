import type { Edit } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed, mustOwn } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text/clean-text.ts';

export async function edit(session: Session, command: Edit): Promise<void> {
  const { room } = mustBeIn(session, command.room);
  const person = mustBeNamed(session);
  const text = cleanText(command.text, session.hub.limits.maxTextBytes);
  const { cid, target } = command;
  mustOwn(person, await session.hub.store.message(room.name, target));
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'edited', room: room.name, at, by: person.id, cid, target, text }));
}
