import type { ChatMetrics } from '../../src/chat/ports.ts';

/** For a hub or a store whose numbers nobody reads. */
export const noMetrics: ChatMetrics = {
  accepted: () => undefined,
  flushed: () => undefined,
  delivered: () => undefined,
  committed: () => undefined,
  read: () => undefined,
};
