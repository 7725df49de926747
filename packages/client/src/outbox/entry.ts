import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/** An action of a person in a room. */
export interface Action {
  readonly room: string;
  readonly type: 'send' | 'edit' | 'delete' | 'react' | 'unreact';
  /** Of a send or an edit. */
  readonly text?: string;
  /** Of a send other than an ordinary message. */
  readonly kind?: 'action' | 'topic';
  /** The `seq` of the message that a send replies to. */
  readonly reply?: number;
  /** The `seq` of the message that any other action changes. */
  readonly target?: number;
  /** Of a reaction. */
  readonly emoji?: string;
}

/** An action that the room does not show yet. Immutable. */
export interface Entry extends Action {
  readonly cid: string;
  /** The history in which `target` and `reply` were chosen. In another one those numbers are other messages. */
  readonly epoch?: string;
  /** The tab that sends it. Absent in entries of versions that did not share the outbox: they belong to no tab. */
  readonly tab?: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly at: number;
  /** `waiting` is sent as soon as possible; `failed` was refused with `code`, and the person decides. */
  readonly state: 'waiting' | 'failed';
  readonly code?: ErrorCode;
  readonly reason?: NameReason;
}

/**
 * Stores entries across reloads, shared by all tabs of a browser. Every implementation passes `outbox-contract.ts`.
 * An entry that cannot be stored lasts as long as the page. Only `all` may reject.
 */
export interface OutboxStore {
  /** In the order in which they were first put. Rejects when the store cannot be read at the moment. */
  all(): Promise<Entry[]>;
  /** Adds the entry or replaces the one with its cid, unless that one belongs to another tab by now. */
  put(entry: Entry): Promise<void>;
  remove(cid: string): Promise<void>;
  /**
   * Atomically gives to the tab `to` those of these entries that still belong to `from`, and returns their cids. Of
   * concurrent calls, only one gets an entry.
   */
  adopt(cids: readonly string[], from: string | undefined, to: string): Promise<string[]>;
}
