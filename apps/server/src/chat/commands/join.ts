import type { Join } from '@hubbub/protocol/commands';
import { RESUME_EVENTS, ROOMS_PER_CONNECTION } from '@hubbub/protocol/limits';
import type { ResetReason } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import { Member } from '../member.ts';
import type { Room } from '../room.ts';
import type { Session } from '../session.ts';

/**
 * Enters a room. Who says how far it has read gets every event after that; who does not, or is too far behind, gets
 * the newest page and the events after it. Joining again is a resume: once it is answered, the old place is given up.
 */
export async function join(session: Session, command: Join): Promise<void> {
  const cleaned = cleanRoom(command.room);
  if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'room', reason: cleaned.reason });
  const before = session.members.get(cleaned.name);
  if (before === undefined && session.members.size >= ROOMS_PER_CONNECTION) throw new ChatError('room_limit');
  const room = await session.chat.open(cleaned.name, command.after !== undefined);
  try {
    const member = await welcome(session, room, command);
    if (before !== undefined) session.leave(before);
    session.enter(member);
  } catch (error) {
    session.chat.close(room.name);
    throw error;
  }
}

async function welcome(session: Session, room: Room, { after, epoch: known }: Join): Promise<Member> {
  const { epoch } = session.chat.store;
  const reason =
    after === undefined ? undefined : resetReason(after, room.head, known === undefined || known === epoch);
  if (after !== undefined && reason === undefined) {
    session.tell({ type: 'resumed', room: room.name, epoch, after, head: room.head });
    return new Member(session, room, after);
  }
  const { messages, older, head } = await room.newestPage();
  const snapshot = { room: room.name, epoch, head, messages, older };
  session.tell(reason === undefined ? { type: 'joined', ...snapshot } : { type: 'reset', reason, ...snapshot });
  return new Member(session, room, head);
}

/** Why a client cannot go on from where it says it is; never a part of what it missed. */
function resetReason(after: number, head: number, sameEpoch: boolean): ResetReason | undefined {
  if (!sameEpoch) return 'epoch';
  if (!Number.isSafeInteger(after) || after < 0 || after > head) return 'beyond_head';
  return head - after > RESUME_EVENTS ? 'too_far' : undefined;
}
