import { isNotice, type Message } from '@hubbub/protocol/events';
import { startOfDay } from './times.ts';

/** The most rows in the page, and the messages by which the window moves when the reader reaches one of its ends. */
export const MAX_ROWS = 400;
export const STEP_MESSAGES = 100;

/**
 * Which of the loaded messages are drawn. `top` is the `seq` of the first one; null follows the newest.
 * A window that does not follow holds still while messages arrive below it.
 */
export interface Window {
  messages: readonly Message[];
  top: number | null;
  /** There are loaded messages above or below it. */
  above: boolean;
  below: boolean;
}

/** Selects the messages to draw. At most MAX_ROWS rows: messages, day separators, and `others`. */
export function windowOf(loaded: readonly Message[], top: number | null, others = 0): Window {
  const rows = MAX_ROWS - others;
  // A timeline that was reset has lost the held position.
  if (top !== null && top < (loaded[0]?.seq ?? 0)) top = null;
  const start = top === null ? startBefore(loaded, loaded.length, rows) : indexOf(loaded, top);
  const end = top === null ? loaded.length : endAfter(loaded, start, rows);
  return { messages: loaded.slice(start, end), top, above: start > 0, below: end < loaded.length };
}

/** The `top` that holds the window where it is now, whatever arrives. */
export function held({ messages, top }: Window): number | null {
  return messages[0]?.seq ?? top;
}

export function movedUp(loaded: readonly Message[], window: Window): number | null {
  const start = indexOf(loaded, held(window) ?? Infinity);
  return loaded[Math.max(0, start - STEP_MESSAGES)]?.seq ?? window.top;
}

export function movedDown(loaded: readonly Message[], window: Window): number | null {
  const start = indexOf(loaded, held(window) ?? Infinity);
  // With space for the other rows, or the newest message would never be reached.
  const last = startBefore(loaded, loaded.length, MAX_ROWS / 2 - 1);
  return loaded[Math.max(0, Math.min(start + STEP_MESSAGES, last))]?.seq ?? window.top;
}

/** The `top` of a window that has this message in its middle. */
export function around(loaded: readonly Message[], seq: number): number | null {
  const middle = indexOf(loaded, seq);
  return loaded[startBefore(loaded, middle, MAX_ROWS / 2)]?.seq ?? null;
}

/** The first of the messages before `end` that fit into `rows`; a new day takes a row more. */
function startBefore(loaded: readonly Message[], end: number, rows: number): number {
  let start = end;
  // The first one has the separator of its day above it.
  for (let used = 1; start > 0; start--) {
    const message = loaded[start - 1]!;
    used += start < end && startOfDay(message.at) !== startOfDay(loaded[start]!.at) ? 2 : 1;
    if (used > rows) break;
  }
  return start;
}

function endAfter(loaded: readonly Message[], start: number, rows: number): number {
  let end = start;
  for (let used = 0; end < loaded.length; end++) {
    const day = end === start || startOfDay(loaded[end]!.at) !== startOfDay(loaded[end - 1]!.at);
    used += day ? 2 : 1;
    if (used > rows) break;
  }
  return end;
}

/** The number of messages above this `seq` that others wrote. */
export function countNew(loaded: readonly Message[], seen: number, me: string | null): number {
  let count = 0;
  for (let index = loaded.length - 1; index >= 0; index--) {
    const message = loaded[index];
    if (!message || message.seq <= seen) break;
    if (!message.deleted && !isNotice(message) && (me === null || message.by !== me)) count++;
  }
  return count;
}

/** The index of this message, or of the next newer one; the length when all are older. */
function indexOf(loaded: readonly Message[], seq: number): number {
  let low = 0;
  let high = loaded.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((loaded[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
