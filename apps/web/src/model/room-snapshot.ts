import type { Entry, RoomView } from '@hubbub/client';
import type { Message, Topic } from '@hubbub/protocol/events';
import type { People, Refusal } from '@hubbub/protocol/lines';

/** The room on the screen, as it was at one moment. The client's own view of it goes on changing. */
export interface RoomSnapshot {
  room: string;
  phase: RoomView['phase'];
  topic: Topic | null;
  /** What is shown: the newest messages, or those around a place further up. */
  messages: readonly Message[];
  /** There are messages between these and the newest ones that are not loaded. */
  newer: boolean;
  older: boolean;
  /** The newest messages, whatever is shown. */
  newest: readonly Message[];
  pending: readonly Entry[];
  people: People | null;
  typing: RoomView['typing'];
  head: number;
  loadingOlder: boolean;
  loadingNewer: boolean;
  refusal: Refusal | null;
}

export function snapshotOf(view: RoomView): RoomSnapshot {
  const { room, phase, timeline, pending, people, typing, loadingOlder, loadingNewer, refusal } = view;
  const { detached, messages: newest, head, topic } = timeline;
  return {
    room,
    phase,
    topic,
    messages: detached?.messages ?? newest,
    newer: detached !== null,
    older: detached?.older ?? timeline.older,
    newest,
    pending,
    people,
    typing,
    head,
    loadingOlder,
    loadingNewer,
    refusal: refusal ?? null,
  };
}
