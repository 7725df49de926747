import type { XStatic } from 'typebox/schema';
import type { ErrorCode } from './errors.ts';
import { Message, Topic } from './events.ts';
import { PAGE_MESSAGES, MAX_PAGE_MESSAGES } from './limits.ts';

/** What goes over HTTP, as JSON Schema and as types. */

/** One room of `GET /api/rooms`. */
export const RoomSummary = {
  type: 'object',
  required: ['room', 'head', 'lastAt', 'total', 'people'],
  properties: {
    room: { type: 'string' },
    head: { type: 'integer', description: 'The newest seq; 0 for a room that nobody has written in.' },
    lastAt: { type: ['integer', 'null'], description: 'When somebody last wrote; null when nobody has, or long ago.' },
    total: { type: 'integer', description: 'How many are there now.' },
    people: { type: 'array', items: { type: 'string' }, description: 'Some of the names of those who are there.' },
  },
} as const;

/** `GET /api/rooms` */
export const RoomList = {
  type: 'object',
  required: ['rooms'],
  properties: { rooms: { type: 'array', items: RoomSummary } },
} as const;

const seq = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

/** `GET /api/rooms/:room/messages`: at most one of before, after, around and at; none of them is the newest page. */
export const MessagesQuery = {
  type: 'object',
  additionalProperties: false,
  required: ['limit'],
  properties: {
    before: seq,
    after: seq,
    around: seq,
    /** Milliseconds since 1970: around the first message from then on. */
    at: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE_MESSAGES, default: PAGE_MESSAGES },
  },
} as const;

/** Its answer. */
export const MessagePage = {
  type: 'object',
  required: ['room', 'epoch', 'head', 'messages', 'older', 'newer', 'topic'],
  properties: {
    room: { type: 'string' },
    epoch: { type: 'string' },
    head: { type: 'integer', description: 'The newest seq when this was read: every event up to it is in it.' },
    messages: { type: 'array', items: Message, description: 'Oldest first.' },
    older: { type: 'boolean' },
    newer: { type: 'boolean' },
    topic: { anyOf: [Topic, { type: 'null' }], description: 'What the room is about, up to head.' },
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
