import type { Command } from '@hubbub/protocol/commands';
import { ChatError } from '../errors.ts';
import { mustBeIn, mustBeNamed } from '../permissions.ts';
import type { Session } from '../session.ts';
import { cleanText, cleanTopic, isTooLong } from '../text/clean-text.ts';

export function send(session: Session, command: Command<'send'>): void {
  const { room } = mustBeIn(session, command.room);
  const { id, name } = mustBeNamed(session);
  const { kind, reply } = command;
  // A notice is not a reply.
  if (kind === 'topic' && reply !== undefined) throw new ChatError('bad_field', { field: 'reply' });
  const text = kind === 'topic' ? cleanTopic(command.text) : cleanText(command.text);
  const tooLong = kind !== 'topic' && isTooLong(text, session.hub.limits.maxTextBytes);
  const options = {
    ...(kind !== undefined && { kind }),
    ...(reply !== undefined && { reply }),
    ...(tooLong && { tooLong }),
  };
  session.post(room, command, { type: 'posted', by: id, name, text, ...options });
}
