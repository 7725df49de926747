import type { RoomView } from '@hubbub/client';

/** An immutable copy of the open room. The client's own view of it keeps changing. */
export type RoomSnapshot = Readonly<ReturnType<typeof snapshotOf>>;

export function snapshotOf(view: RoomView) {
  const { room, phase, pending, people, typing, loadingOlder, loadingNewer, refusal = null } = view;
  const { detached, messages: newest, head, topic, older } = view.timeline;
  return {
    room,
    phase,
    topic,
    /** The newest messages, or those around the target of a jump. */
    messages: detached?.messages ?? newest,
    /** Between `messages` and the newest ones, some are not loaded. */
    newer: detached !== null,
    older: detached?.older ?? older,
    /** The newest messages, whether or not they are shown. */
    newest,
    pending,
    people,
    typing,
    head,
    loadingOlder,
    loadingNewer,
    refusal,
  };
}
