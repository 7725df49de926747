import type { DraftRefusal } from '../../chat/log/draft-rules.ts';
import type { Store } from '../../chat/ports.ts';

/** What goes between the main thread and the one that has the database. */
export type ChangeName = 'append' | 'claimName' | 'rename';
export type ReadName =
  | 'head'
  | 'newest'
  | 'eventsAfter'
  | 'page'
  | 'rooms'
  | 'nameHolder'
  | 'person'
  | 'unread'
  | 'mentions';

type CallOf<Name extends ChangeName | ReadName> = { [N in Name]: { name: N; args: Parameters<Store[N]> } }[Name];
export type Change = CallOf<ChangeName>;
export type Read = CallOf<ReadName>;

/** Changes are committed together, then the reads are made. */
export interface Batch {
  changes: Change[];
  reads: Read[];
}

/** What a call resolves with, or the `ChatError` that it rejects with. `why` is for the operator's log. */
export type Outcome = { value: unknown } | (DraftRefusal & { why?: string });

export type FromWorker =
  | { epoch: string }
  /** A `StoreError` at the start. */
  | { unopened: string }
  /** In the batch's order. What was changed is said before it is read: who waits for the disk waits for no reader. */
  | { changed: Outcome[] }
  | { read: Outcome[] }
  /** It cannot be known what was written. */
  | { fatal: string };
