import type { Command } from '@hubbub/protocol/commands';
import { mustBeIn } from '../permissions.ts';
import type { Session } from '../session.ts';

export function leave(session: Session, command: Command<'leave'>): void {
  const subscription = mustBeIn(session, command.room);
  session.leave(subscription);
  session.send({ type: 'left', room: subscription.room.name });
}
