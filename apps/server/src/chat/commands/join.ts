import type { Join } from '@hubbub/protocol/commands';
import { MAX_RESUME_EVENTS, MAX_ROOMS_PER_CONNECTION } from '@hubbub/protocol/limits';
import type { ResetReason } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import { Subscription } from '../subscription.ts';
import type { Packet } from '../delivery/connection-writer.ts';
import type { Page } from '../ports.ts';
import type { Room } from '../room.ts';
import type { Session } from '../session.ts';

/**
 * Enters a room. Who says how far it has read gets every event after that; who does not, or is too far behind, gets
 * the newest page and the events after it. Joining again is a resume: once it is answered, the old place is given up.
 */
export async function join(session: Session, command: Join): Promise<void> {
  const cleaned = cleanRoom(command.room);
  if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'room', reason: cleaned.reason });
  const before = session.subscriptions.get(cleaned.name);
  if (before === undefined && session.subscriptions.size >= MAX_ROOMS_PER_CONNECTION) throw new ChatError('room_limit');
  const room = await session.hub.open(cleaned.name, command.after !== undefined);
  try {
    const { answer, cursor } = await welcome(session, room, command);
    // Nothing is awaited between these: what the old place has to say comes before the answer, or never.
    if (before !== undefined) session.leave(before);
    session.writer.sendPacket(answer);
    session.enter(new Subscription(session, room, cursor));
  } catch (error) {
    session.hub.close(room.name);
    throw error;
  }
}

/** The answer, and up to where it brings the client. */
async function welcome(session: Session, room: Room, { after, epoch: known }: Join): Promise<Welcome> {
  const { dialect } = session.writer;
  const { epoch } = session.hub.store;
  const reason =
    after === undefined ? undefined : resetReason(after, room.head, known === undefined || known === epoch);
  if (after !== undefined && reason === undefined) {
    const resumed = { type: 'resumed', room: room.name, epoch, after, head: room.head } as const;
    return { answer: dialect.pack([resumed]), cursor: after };
  }
  const page = await room.newestPage();
  const { messages, older, head, topic } = page;
  const answer = packedOnce(page, `${dialect.name} ${reason}`, () => {
    const snapshot = { room: room.name, epoch, head, messages, older, topic };
    return dialect.pack([
      reason === undefined ? { type: 'joined', ...snapshot } : { type: 'reset', reason, ...snapshot },
    ]);
  });
  return { answer, cursor: head };
}

interface Welcome {
  answer: Packet | undefined;
  cursor: number;
}

/** A page of long texts is large. Those who come together get the same bytes, and so hold them together. */
const packets = new WeakMap<Page, Map<string, Packet | undefined>>();

function packedOnce(page: Page, kind: string, pack: () => Packet | undefined): Packet | undefined {
  const known = packets.get(page) ?? new Map<string, Packet | undefined>();
  packets.set(page, known);
  if (!known.has(kind)) known.set(kind, pack());
  return known.get(kind);
}

/** Why a client cannot go on from where it says it is; never a part of what it missed. */
function resetReason(after: number, head: number, sameEpoch: boolean): ResetReason | undefined {
  if (!sameEpoch) return 'epoch';
  if (!Number.isSafeInteger(after) || after < 0 || after > head) return 'beyond_head';
  return head - after > MAX_RESUME_EVENTS ? 'too_far' : undefined;
}
