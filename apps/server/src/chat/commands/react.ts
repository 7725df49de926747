import type { Command } from '@hubbub/protocol/commands';
import { mustBeIn, mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanEmoji } from '../text/emoji.ts';

/** Adds a reaction. The store decides whether the message can have it. */
export function react(session: Session, command: Command<'react'>): void {
  const { room } = mustBeIn(session, command.room);
  const { id, name } = mustBePerson(session);
  const emoji = cleanEmoji(command.emoji);
  session.post(room, command, { type: 'reacted', by: id, name, target: command.target, emoji });
}

/** Removes one's own reaction. */
export function unreact(session: Session, command: Command<'unreact'>): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBePerson(session);
  const emoji = cleanEmoji(command.emoji);
  session.post(room, command, { type: 'unreacted', by: id, target: command.target, emoji });
}
