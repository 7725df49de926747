import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/** Something the person did that the room does not show yet. Never changed in place. */
export interface Entry {
  readonly cid: string;
  readonly room: string;
  readonly type: 'send' | 'edit' | 'delete' | 'react' | 'unreact';
  /** Of a send or an edit. */
  readonly text?: string;
  /** Of a send that is not simply something said. */
  readonly kind?: 'action' | 'topic';
  /** The message that a send answers. */
  readonly reply?: number;
  /** The message that anything but a send is about. */
  readonly target?: number;
  /** Of a reaction. */
  readonly emoji?: string;
  /** The history that `target` and `reply` are numbers of. In another one they are other messages. */
  readonly epoch?: string;
  /** The tab that sends it. Absent in what was kept before there were tabs: then it is nobody's. */
  readonly tab?: string;
  /** When it was done: milliseconds since 1970 by this machine's clock. */
  readonly at: number;
  /** `waiting` goes out by itself; `failed` was refused with `code` and waits for the person. */
  readonly state: 'waiting' | 'failed';
  readonly code?: ErrorCode;
  readonly reason?: NameReason;
}

/**
 * Keeps entries across a reload, for all tabs of a browser. Every implementation passes `outbox-contract.ts`. What it
 * cannot keep it forgets with the page; none of these rejects but `all`.
 */
export interface OutboxStore {
  /** In the order in which they were first put. Alone this rejects, when what is kept cannot be read just now. */
  all(): Promise<Entry[]>;
  /** Adds the entry, or puts it in the place of the one with its cid; unless that one is another tab's by now. */
  put(entry: Entry): Promise<void>;
  remove(cid: string): Promise<void>;
  /**
   * Gives those of these entries that are still `from`'s to the tab `to`, all at once, and says which they were. Of
   * several who ask at the same time, one gets an entry.
   */
  adopt(cids: readonly string[], from: string | undefined, to: string): Promise<string[]>;
}

/** What the server is told of it. */
export function commandOf({ type, room, cid, text = '', target = 0, emoji = '', kind, reply }: Entry): Command {
  switch (type) {
    case 'send':
      return { type, room, cid, text, ...(kind && { kind }), ...(reply !== undefined && { reply }) };
    case 'edit':
      return { type, room, cid, target, text };
    case 'delete':
      return { type, room, cid, target };
    default:
      return { type, room, cid, target, emoji };
  }
}
