import type { Command } from '@hubbub/protocol/commands';
import { MAX_RESUME_EVENTS, MAX_ROOMS_PER_CONNECTION, PAGE_MESSAGES } from '@hubbub/protocol/limits';
import type { ResetReason } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import { encodedOnce } from '../log/newest-pages.ts';
import type { Packet } from '../ports.ts';
import type { Room } from '../room.ts';
import type { Session } from '../session.ts';

/**
 * Joins a room. With `after`, the client gets every event above it; without, or when it is too far behind, the newest
 * page and every event above that. Joining again is a resume, and replaces the former subscription.
 */
export async function join(session: Session, command: Command<'join'>): Promise<void> {
  const cleaned = cleanRoom(command.room);
  if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'room', reason: cleaned.reason });
  if (!session.subscriptions.has(cleaned.name) && session.subscriptions.size >= MAX_ROOMS_PER_CONNECTION)
    throw new ChatError('room_limit');
  const room = await session.hub.openRoom(cleaned.name, command.after !== undefined);
  try {
    const { reply, cursor } = await startingPoint(session, room, command);
    session.join(room, cursor, reply);
  } catch (error) {
    session.hub.closeRoom(room.name);
    throw error;
  }
}

/** The reply, and the `seq` up to which the client has everything once it has the reply. */
async function startingPoint(
  session: Session,
  room: Room,
  command: Command<'join'>,
): Promise<{ reply: Packet | undefined; cursor: number }> {
  const { dialect } = session.writer;
  const { epoch } = session.hub.store;
  const { after } = command;
  const reason = after === undefined ? undefined : await resetReason(room, epoch, { ...command, after });
  if (after !== undefined && reason === undefined) {
    const resumed = { type: 'resumed', room: room.name, epoch, after, head: room.head } as const;
    return { reply: dialect.pack([resumed]), cursor: after };
  }
  const page = await session.hub.newestPages.get(room.name, PAGE_MESSAGES);
  const { head, newer: _newer, ...rest } = page;
  const reply = encodedOnce(page, `${dialect.name} ${reason}`, () => {
    const snapshot = { room: room.name, epoch, head, ...rest };
    return dialect.pack([
      reason === undefined ? { type: 'joined', ...snapshot } : { type: 'reset', reason, ...snapshot },
    ]);
  });
  return { reply, cursor: head };
}

/** Why a client cannot resume from `after`, or undefined if it can. A resume never skips a part of what was missed. */
async function resetReason(
  room: Room,
  epoch: string,
  { after, epoch: known = epoch, cid }: Command<'join'> & { after: number },
): Promise<ResetReason | undefined> {
  if (known !== epoch) return 'epoch';
  if (!Number.isSafeInteger(after) || after < 0 || after > room.head) return 'beyond_head';
  // The end of the log was lost, and something else was written there.
  if (cid !== undefined && cid !== (await room.cidAt(after))) return 'other_history';
  return room.head - after > MAX_RESUME_EVENTS ? 'too_far' : undefined;
}
