import type { ChatMetrics } from '../../src/chat/ports.ts';

/** Discards every measurement. */
export const noMetrics: ChatMetrics = {
  accepted: () => undefined,
  flushed: () => undefined,
  delivered: () => undefined,
  committed: () => undefined,
  read: () => undefined,
  limited: () => undefined,
};
