import { Type, type Static } from 'typebox';
import { PAGE, PAGE_MAX } from './limits.ts';
import { Message } from './events.ts';

/** `GET /api/rooms` */
export const RoomSummary = Type.Object({
  room: Type.String(),
  /** The newest `seq`; 0 for a room that nobody has written in. */
  head: Type.Integer(),
  /** When somebody last wrote; null for a room that nobody has written in. */
  lastAt: Type.Union([Type.Integer(), Type.Null()]),
  /** Who is there now, counted, and some of their names. */
  total: Type.Integer(),
  people: Type.Array(Type.String()),
});
export const RoomList = Type.Object({ rooms: Type.Array(RoomSummary) });
export type RoomSummary = Static<typeof RoomSummary>;
export type RoomList = Static<typeof RoomList>;

/** `GET /api/rooms/:room/messages`: at most one of before, after and around; none of them is the newest page. */
const seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const MessagesQuery = Type.Object(
  {
    before: Type.Optional(seq),
    after: Type.Optional(seq),
    around: Type.Optional(seq),
    limit: Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE }),
  },
  { additionalProperties: false },
);
export const MessagePage = Type.Object({
  room: Type.String(),
  epoch: Type.String(),
  /** The room's newest `seq` when this page was read: every event up to it is in what the page shows. */
  head: Type.Integer(),
  /** Oldest first. */
  messages: Type.Array(Message),
  older: Type.Boolean(),
  newer: Type.Boolean(),
});
export const ErrorBody = Type.Object({ code: Type.String(), message: Type.String(), field: Type.Optional(Type.String()), reason: Type.Optional(Type.String()) });

export type MessagesQuery = Static<typeof MessagesQuery>;
export type MessagePage = Static<typeof MessagePage>;
export type ErrorBody = Static<typeof ErrorBody>;
