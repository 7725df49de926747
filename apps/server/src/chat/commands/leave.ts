import type { Leave } from '@hubbub/protocol/commands';
import { mustBeIn } from '../permissions.ts';
import type { Session } from '../session.ts';

export function leave(session: Session, command: Leave): void {
  const member = mustBeIn(session, command.room);
  session.leave(member);
  session.tell({ type: 'left', room: member.room.name });
}
