/** What an operator may set, and what follows from it. Times in milliseconds, sizes in bytes. */
export interface ChatLimits {
  /** Bytes of UTF-8 in one message. */
  maxTextBytes: number;
  /** Between two heartbeat lines. A page that hears nothing for two of them knows that it is offline. */
  heartbeatMs: number;
  /** Bytes that may wait in one connection before it is served from the store instead of from memory. */
  maxBufferedBytes: number;
  /** Bytes that may wait in all connections together. Above it, whoever has more than `UNSEEN` waiting is served from the store. */
  maxTotalBufferedBytes: number;
  /** A connection that takes nothing for so long, while something waits for it, is closed. */
  stallTimeoutMs: number;
}

export const defaultLimits: ChatLimits = {
  maxTextBytes: 8 * 1024,
  heartbeatMs: 15_000,
  maxBufferedBytes: 256 * 1024,
  maxTotalBufferedBytes: 64 * 1024 * 1024,
  stallTimeoutMs: 30_000,
};

/** Sends of one connection that may wait for the disk; the next ones are not begun, and nothing more is read from it. */
export const MAX_UNCOMMITTED_PER_CONNECTION = 256;

/** Lines that could not be understood before a connection is closed with 4400. */
export const MAX_BAD_LINES = 20;
