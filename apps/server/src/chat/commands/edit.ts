import type { Command } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanText, isTooLong } from '../text/clean-text.ts';

/** Edits one's own message. The store refuses anybody else's. */
export function edit(session: Session, command: Command<'edit'>): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBeNamed(session);
  const text = cleanText(command.text);
  const tooLong = isTooLong(text, session.hub.limits.maxTextBytes);
  session.post(room, command, { type: 'edited', by: id, target: command.target, text, ...(tooLong && { tooLong }) });
}
