import type { DraftRefusal } from '../../chat/log/draft-rules.ts';
import type { Draft, Store } from '../../chat/ports.ts';
import type { PossibleMention } from '../../chat/text/mentions.ts';

/** The messages between the main thread and the worker that owns the database. */

type ChangeType = 'claimName' | 'rename';
type ReadType = Exclude<keyof Store, ChangeType | 'append' | 'epoch' | 'close'>;

/** A call of one of the store's methods. */
type CallOf<Type extends ChangeType | ReadType> = { [T in Type]: { type: T; args: Parameters<Store[T]> } }[Type];
/** The main thread finds the possible mentions, because all other calls wait for the worker. */
export type Change = CallOf<ChangeType> | { type: 'append'; args: [Draft, PossibleMention[]] };
export type Read = CallOf<ReadType>;

/** The changes are committed together, then the reads are made; only the first ones when they take long. */
export interface Batch {
  type: 'batch';
  changes: Change[];
  reads: Read[];
}

export type ToWorker = Batch | { type: 'close' };

/** What a call resolves with, or the `ChatError` that it rejects with. `why` is for the operator's log. */
export type Outcome = { value: unknown } | (DraftRefusal & { why?: string });

export type FromWorker =
  | { type: 'opened'; epoch: string; warnings: string[] }
  /** The message of a `StoreError`. */
  | { type: 'not_opened'; message: string }
  /** The outcomes of a batch, in its order. Changes are answered before the reads are made, so that they wait for none. */
  | { type: 'changed'; outcomes: Outcome[] }
  | { type: 'read'; outcomes: Outcome[] }
  /** The outcome of the batch is unknown. */
  | { type: 'fatal'; message: string };
