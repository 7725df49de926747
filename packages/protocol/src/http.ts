import type { XStatic } from 'typebox/schema';
import type { ErrorCode } from './errors.ts';
import { PAGE_MESSAGES, MAX_PAGE_MESSAGES } from './limits.ts';
import type { Snapshot } from './lines.ts';

/** One room in `GET /api/rooms`. */
export interface RoomSummary {
  room: string;
  /** The newest `seq`; 0 for a room without events. */
  head: number;
  /** The time of the newest event; null when there is none, or when it is long ago. */
  lastAt: number | null;
  /** The number of people and unnamed readers in the room now. */
  total: number;
  /** Some of their names. */
  people: string[];
}

/** The answer of `GET /api/rooms`. */
export interface RoomList {
  rooms: RoomSummary[];
}

const seq = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

/** `GET /api/rooms/:room/messages`: at most one of before, after, around and at; the newest page without any. */
export const MessagesQuery = {
  type: 'object',
  additionalProperties: false,
  required: ['limit'],
  properties: {
    before: seq,
    after: seq,
    around: seq,
    /** Milliseconds since 1970: the page around the first message from then on. */
    at: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE_MESSAGES, default: PAGE_MESSAGES },
  },
} as const;
export type MessagesQuery = XStatic<typeof MessagesQuery>;

/** The answer of `GET /api/rooms/:room/messages`. */
export interface MessagePage extends Snapshot {
  /** The room has newer messages. */
  newer: boolean;
}

export interface ErrorBody {
  code: ErrorCode | 'not_found' | 'method_not_allowed' | 'refused';
  message: string;
  field?: string;
  reason?: string;
  /** Seconds after which it is worth trying again; also in the header `Retry-After`. */
  retryAfter?: number;
}
