import type { XStatic } from 'typebox/schema';
import type { ErrorCode } from './errors.ts';
import { Message, Topic } from './events.ts';
import { PAGE_MESSAGES, MAX_PAGE_MESSAGES } from './limits.ts';

/** The queries and answers of the HTTP API, as JSON Schema and as types. */

/** One room in `GET /api/rooms`. */
export const RoomSummary = {
  type: 'object',
  required: ['room', 'head', 'lastAt', 'total', 'people'],
  properties: {
    room: { type: 'string' },
    head: { type: 'integer', description: 'The newest seq; 0 for a room without events.' },
    lastAt: {
      type: ['integer', 'null'],
      description: 'The time of the newest event; null when there is none, or when it is long ago.',
    },
    total: { type: 'integer', description: 'The number of people and unnamed readers in the room now.' },
    people: { type: 'array', items: { type: 'string' }, description: 'Some of their names.' },
  },
} as const;

/** `GET /api/rooms` */
export const RoomList = {
  type: 'object',
  required: ['rooms'],
  properties: { rooms: { type: 'array', items: RoomSummary } },
} as const;

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

/** The answer of `GET /api/rooms/:room/messages`. */
export const MessagePage = {
  type: 'object',
  required: ['room', 'epoch', 'head', 'messages', 'older', 'newer', 'topic'],
  properties: {
    room: { type: 'string' },
    epoch: { type: 'string' },
    head: { type: 'integer', description: 'The newest seq when this was read. Every event up to it is included.' },
    messages: { type: 'array', items: Message, description: 'Oldest first.' },
    older: { type: 'boolean' },
    newer: { type: 'boolean' },
    topic: { anyOf: [Topic, { type: 'null' }], description: 'The topic of the room as of head.' },
  },
} as const;

export interface ErrorBody {
  code: ErrorCode | 'not_found' | 'method_not_allowed' | 'refused';
  message: string;
  field?: string;
  reason?: string;
}

export type RoomSummary = XStatic<typeof RoomSummary>;
export type RoomList = XStatic<typeof RoomList>;
export type MessagesQuery = XStatic<typeof MessagesQuery>;
export type MessagePage = XStatic<typeof MessagePage>;
