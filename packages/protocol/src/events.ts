import { Type, type Static } from 'typebox';

/**
 * A room is a log of events. Each has the next `seq` of its room: 1, 2, 3 … with no holes.
 * Nothing here ever changes after it was written, with one exception: when a message is deleted, the text of it and
 * of its edits is emptied, so that deleted words are really gone.
 */
const common = {
  room: Type.String(),
  seq: Type.Integer({ minimum: 1 }),
  /** Milliseconds since 1970, by the server's clock. Order is by `seq`, never by this. */
  at: Type.Integer(),
  /** The id of who did it; null for a plain connection, which nobody can be sure of. */
  by: Type.Union([Type.String(), Type.Null()]),
  /** The sender's own id for this send, so that it knows its own again. */
  cid: Type.String(),
};

export const Posted = Type.Object({ type: Type.Literal('posted'), ...common, name: Type.String(), text: Type.String() });
export const Edited = Type.Object({ type: Type.Literal('edited'), ...common, target: Type.Integer(), text: Type.String() });
export const Deleted = Type.Object({ type: Type.Literal('deleted'), ...common, target: Type.Integer() });

export type Posted = Static<typeof Posted>;
export type Edited = Static<typeof Edited>;
export type Deleted = Static<typeof Deleted>;
export type Event = Posted | Edited | Deleted;

/** A message as the log adds up to it. Its id is the `seq` of the event that posted it. */
export const Message = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  at: Type.Integer(),
  by: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  cid: Type.String(),
  /** Empty when deleted. */
  text: Type.String(),
  /** The `seq` of the newest event that changed it; its own when none did. */
  revision: Type.Integer({ minimum: 1 }),
  /** When it was last edited. */
  editedAt: Type.Optional(Type.Integer()),
  deleted: Type.Optional(Type.Literal(true)),
});
export type Message = Static<typeof Message>;
