import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/** Something the person did that the room does not show yet. Never changed in place. */
export interface Entry {
  readonly cid: string;
  readonly room: string;
  readonly type: 'send' | 'edit' | 'delete';
  /** Of a send or an edit. */
  readonly text?: string;
  /** The message that an edit or a delete is about. */
  readonly target?: number;
  /** When it was done: milliseconds since 1970 by this machine's clock. */
  readonly at: number;
  /** `waiting` goes out by itself; `failed` was refused with `code` and waits for the person. */
  readonly state: 'waiting' | 'failed';
  readonly code?: ErrorCode;
  readonly reason?: NameReason;
}

/** Keeps entries across a reload. Every implementation passes `outbox-contract.ts`. None of these rejects. */
export interface OutboxStore {
  /** In the order in which they were first put. */
  all(): Promise<Entry[]>;
  /** Adds the entry, or puts it in the place of the one with its cid. */
  put(entry: Entry): Promise<void>;
  remove(cid: string): Promise<void>;
}
