import type { Entry, RoomView } from '@hubbub/client';
import type { Message, Topic } from '@hubbub/protocol/events';
import type { People, Refusal } from '@hubbub/protocol/lines';

/** An immutable copy of the open room. The client's own view of it keeps changing. */
export interface RoomSnapshot {
  room: string;
  phase: RoomView['phase'];
  topic: Topic | null;
  /** The newest messages, or those around the target of a jump. */
  messages: readonly Message[];
  /** Between `messages` and the newest ones, some are not loaded. */
  newer: boolean;
  older: boolean;
  /** The newest messages, whether or not they are shown. */
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
