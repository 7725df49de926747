import type { React, Unreact } from '@hubbub/protocol/commands';
import { cleanEmoji } from '../text/emoji.ts';
import { mustBeIn, mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Puts an emoji under a message. Whether the message can have it is for the store to see. */
export function react(session: Session, command: React): void {
  const { room } = mustBeIn(session, command.room);
  const { id, name } = mustBePerson(session);
  const emoji = cleanEmoji(command.emoji);
  const { cid, target } = command;
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'reacted', room: room.name, at, by: id, name, cid, target, emoji }));
}

/** Takes one's own away again. */
export function unreact(session: Session, command: Unreact): void {
  const { room } = mustBeIn(session, command.room);
  const { id } = mustBePerson(session);
  const emoji = cleanEmoji(command.emoji);
  const { cid, target } = command;
  const at = session.hub.now();
  session.answer(command, room.post({ type: 'unreacted', room: room.name, at, by: id, cid, target, emoji }));
}
