import type { Entry, RoomView } from '@hubbub/client/client';
import type { Message } from '@hubbub/protocol/events';
import type { People, Refusal } from '@hubbub/protocol/lines';

/** The room on the screen, as it was at one moment. The client's own view of it goes on changing. */
export interface RoomPicture {
  room: string;
  phase: RoomView['phase'];
  messages: readonly Message[];
  pending: readonly Entry[];
  people: People | null;
  head: number;
  older: boolean;
  loadingOlder: boolean;
  refusal: Refusal | null;
}

export function picture({ room, phase, log, pending, people, loadingOlder, refusal }: RoomView): RoomPicture {
  return {
    room,
    phase,
    messages: log.messages,
    pending,
    people,
    head: log.head,
    older: log.older,
    loadingOlder,
    refusal: refusal ?? null,
  };
}
