import { DEFAULT_TEXT_BYTES } from '@hubbub/protocol/limits';

/** Limits that an operator may set. Times are in milliseconds, sizes in bytes. */
export interface ChatLimits {
  /** Bytes of UTF-8 in one message. */
  maxTextBytes: number;
  /** Interval of the heartbeat lines. A client that receives nothing for two intervals knows that it is offline. */
  heartbeatMs: number;
  /** Above this, one connection is lagging and gets its events from the log. At least `HIGH_WATER_MARK_BYTES`. */
  maxBufferedBytes: number;
  /** Above this in all connections together, each connection over `HIGH_WATER_MARK_BYTES` is lagging. */
  maxTotalBufferedBytes: number;
  /** A lagging connection that takes no byte for this long is closed. */
  stallTimeoutMs: number;
  /** For this long, only its former holder may take a name that a rename has freed. */
  nameQuarantineMs: number;
  /** Multiplies what people, addresses and rooms may cost (see `limiter/costs.ts`); Infinity is no limit. */
  rateFactor: number;
}

export const defaultLimits: ChatLimits = {
  maxTextBytes: DEFAULT_TEXT_BYTES,
  heartbeatMs: 15_000,
  maxBufferedBytes: 256 * 1024,
  maxTotalBufferedBytes: 64 * 1024 * 1024,
  stallTimeoutMs: 30_000,
  nameQuarantineMs: 7 * 24 * 60 * 60 * 1_000,
  rateFactor: 1,
};

/** Uncommitted sends of one connection. At this number the server reads no more from it until one is committed. */
export const MAX_UNCOMMITTED_PER_CONNECTION = 64;

/** Malformed lines after which a connection is closed with 4400. */
export const MAX_BAD_LINES = 20;

/**
 * The size of a page of messages, in bytes as `messageBytes` estimates them. A page that is longer ends earlier, but has
 * at least one message on each side of its position.
 */
export const MAX_PAGE_BYTES = 256 * 1024;

/**
 * Messages that a store looks at for one unread count. It passes over a person's own messages and deleted ones, of which
 * there may be a million; this many take about 5 ms.
 */
export const MAX_UNREAD_SCAN_MESSAGES = 2_000;

/** Rooms in which a rename posts a notice at most: as many as one connection may be in. */
export const MAX_RENAME_NOTICES = 100;

/** Former names that are quarantined for one person at most. Of more, the oldest ones are free. */
export const MAX_QUARANTINED_NAMES = 10;
