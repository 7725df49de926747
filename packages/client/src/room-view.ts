import type { People, Refusal, ResetReason } from '@hubbub/protocol/lines';
import type { Entry } from './outbox.ts';
import type { RoomLog } from './room-log.ts';

/**
 * A joined room. The object stays the same and its properties change; `pending`, `people` and `log.messages` are
 * other objects after a change, so a view can compare them.
 */
export interface RoomView {
  /** In its one spelling, which may differ from what `join` was given. */
  readonly room: string;
  readonly log: RoomLog;
  /** What this person did and the log does not show yet, in the order of doing. Never beside its own message. */
  readonly pending: readonly Entry[];
  readonly people: People | null;
  /** `joining` until the first page is here; `live` from then on, also offline: `Client.state` tells about that. */
  readonly phase: 'joining' | 'live' | 'refused';
  /** Why, when `refused`. Joining again asks again. */
  readonly refusal?: Refusal;
  readonly loadingOlder: boolean;
  /** The last time the log had to start again, this was why: what was shown before was thrown away. */
  readonly reset?: ResetReason;
}
