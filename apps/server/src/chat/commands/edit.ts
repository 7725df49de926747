import type { Edit } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text/clean-text.ts';

/** Edits one's own message. The store refuses anybody else's. */
export function edit(session: Session, command: Edit): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBeNamed(session);
  const text = cleanText(command.text, session.hub.limits.maxTextBytes);
  const { cid, target } = command;
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'edited', room: room.name, at, by: id, cid, target, text }));
}
