import type { Message } from '@hubbub/protocol/events';

/** Rows in the page at most, and how far the window moves when the reader comes to one of its ends. */
export const WINDOW = 400;
export const STEP = 100;

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

export function windowOf(loaded: readonly Message[], top: number | null): Window {
  // A log that had to start again lost the place where the window was held.
  if (top !== null && top < (loaded[0]?.seq ?? 0)) top = null;
  const start = top === null ? Math.max(0, loaded.length - WINDOW) : indexOf(loaded, top);
  const messages = loaded.slice(start, start + WINDOW);
  return { messages, top, above: start > 0, below: start + WINDOW < loaded.length };
}

/** The `top` that holds the window where it is now, whatever arrives. */
export function held({ messages, top }: Window): number | null {
  return messages[0]?.seq ?? top;
}

export function movedUp(loaded: readonly Message[], window: Window): number | null {
  const start = indexOf(loaded, held(window) ?? Infinity);
  return loaded[Math.max(0, start - STEP)]?.seq ?? window.top;
}

export function movedDown(loaded: readonly Message[], window: Window): number | null {
  const start = indexOf(loaded, held(window) ?? Infinity);
  return loaded[Math.max(0, Math.min(start + STEP, loaded.length - WINDOW))]?.seq ?? window.top;
}

/** The messages above this `seq` that others wrote. */
export function countNew(loaded: readonly Message[], seen: number, me: string | null): number {
  let count = 0;
  for (let index = loaded.length - 1; index >= 0; index--) {
    const message = loaded[index];
    if (!message || message.seq <= seen) break;
    if (!message.deleted && (me === null || message.by !== me)) count++;
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
