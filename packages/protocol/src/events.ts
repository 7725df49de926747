import type { XStatic } from 'typebox/schema';

/**
 * A room is a log of events. Each has the next `seq` of its room: 1, 2, 3 … with no holes.
 * Nothing here ever changes after it was written, with one exception: when a message is deleted, the text of it and
 * of its edits is emptied, so that deleted words are really gone.
 */
interface Common {
  room: string;
  seq: number;
  /** Milliseconds since 1970, by the server's clock. Order is by `seq`, never by this. */
  at: number;
  /** The id of who did it; null for a plain connection, which nobody can be sure of. */
  by: string | null;
  /** The sender's own id for this send, so that it knows its own again. */
  cid: string;
}

export interface Posted extends Common {
  type: 'posted';
  name: string;
  text: string;
}

export interface Edited extends Common {
  type: 'edited';
  /** The `seq` that posted the message. */
  target: number;
  text: string;
}

export interface Deleted extends Common {
  type: 'deleted';
  target: number;
}

export type Event = Posted | Edited | Deleted;

/** A message as the log adds up to it. Its id is the `seq` of the event that posted it. */
export const Message = {
  type: 'object',
  required: ['seq', 'at', 'by', 'name', 'cid', 'text', 'revision'],
  properties: {
    seq: { type: 'integer', minimum: 1 },
    at: { type: 'integer' },
    by: { type: ['string', 'null'] },
    name: { type: 'string' },
    cid: { type: 'string' },
    text: { type: 'string', description: 'Empty when deleted.' },
    revision: { type: 'integer', description: 'The seq of the newest event that changed it; its own when none did.' },
    editedAt: { type: 'integer', description: 'When it was last edited.' },
    deleted: { const: true },
  },
} as const;
export type Message = XStatic<typeof Message>;
