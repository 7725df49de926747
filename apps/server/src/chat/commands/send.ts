import type { Send } from '@hubbub/protocol/commands';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text.ts';

export function send(session: Session, command: Send): void {
  const { room } = mustBeIn(session, command.room);
  const { id, name } = mustBeNamed(session);
  const text = cleanText(command.text, session.chat.limits.maxText);
  const { cid } = command;
  session.answer(
    command,
    room.post({ type: 'posted', room: room.name, at: session.chat.now(), by: id, name, cid, text }),
  );
}
