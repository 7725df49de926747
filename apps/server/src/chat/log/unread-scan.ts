/**
 * Messages that are looked at, at most, to count what somebody has not read: one's own and what was deleted are passed
 * over, and there may be a million of them.
 */
export const MAX_UNREAD_SCAN_MESSAGES = 10_000;
