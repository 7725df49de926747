import type { Event } from '@hubbub/protocol/events';

/** Who counts what happens. Called where it is busy, so it must be quick; times are milliseconds. */
export interface ChatMetrics {
  /** An event was committed, and is now told to its room. */
  accepted(type: Event['type']): void;
  /** A row of a room began to write what it had gathered; the first line of it had waited so long. */
  flushed(waited: number): void;
  /** So many events were written to members: each counts once for each member. */
  delivered(events: number): void;
  /** So many changes were on disk so long after the store's thread was given them. */
  committed(changes: number, took: number): void;
  /** The store was asked to read. */
  read(what: string): void;
}

/** Where nobody looks. */
export const noMetrics: ChatMetrics = {
  accepted: () => undefined,
  flushed: () => undefined,
  delivered: () => undefined,
  committed: () => undefined,
  read: () => undefined,
};
