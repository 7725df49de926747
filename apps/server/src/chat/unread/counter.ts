import { isNotice, type Deleted, type Edited, type Posted, type Person } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import type { UnreadCount } from '../ports.ts';

/** Counting goes on above the maximum that is sent, so that deletions do not need a recount at once. */
const SATURATED_COUNT = 2 * MAX_UNREAD_COUNT;

/**
 * One person's unread count in one room: the store's count, kept current by the events that follow. Events that the
 * store has counted already change nothing.
 */
export class UnreadCounter {
  readonly #after: number;
  readonly #personId: string | null;
  #head: number;
  #messages: number;
  #mentions: number;
  /** `#messages` is the exact number; otherwise it is a lower bound. */
  #exact: boolean;
  #valid = true;

  /** Counts above `after`, the last `seq` that the person has read; `personId` is null without a name. */
  constructor(after: number, personId: string | null, { head, messages, mentions }: UnreadCount) {
    this.#after = after;
    this.#personId = personId;
    this.#head = head;
    this.#messages = messages;
    this.#mentions = mentions;
    this.#exact = messages < MAX_UNREAD_COUNT;
  }

  /** False when the store must count again. */
  get valid(): boolean {
    return this.#valid;
  }

  /** Further posts do not change the count that is sent, except for those with mentions. */
  get saturated(): boolean {
    return this.#messages >= SATURATED_COUNT;
  }

  get count(): UnreadCount {
    const messages = Math.min(this.#messages, MAX_UNREAD_COUNT);
    return { head: this.#head, messages, mentions: Math.min(this.#mentions, MAX_UNREAD_COUNT) };
  }

  /** Applies the room's next event. Posts without mentions may be left out while it is `saturated`. */
  apply(event: Posted | Edited | Deleted): void {
    if (event.seq <= this.#head) return;
    this.#head = event.seq;
    if (this.#personId !== null && event.by === this.#personId) return;
    if (event.type === 'posted') {
      if (isNotice(event) || event.seq <= this.#after) return;
      this.#messages++;
      if (this.saturated) this.#exact = false;
      if (this.#isMentioned(event)) this.#mentions++;
      return;
    }
    if (event.target <= this.#after) return;
    // It is not known here whether the message mentioned the person before.
    if (this.#mentions > 0 || (event.type === 'edited' && this.#isMentioned(event))) this.#valid = false;
    if (event.type === 'deleted') this.#messages--;
    if (this.#messages < (this.#exact ? 0 : MAX_UNREAD_COUNT)) this.#valid = false;
  }

  #isMentioned({ mentions }: { mentions?: Person[] }): boolean {
    return mentions !== undefined && mentions.some(({ id }) => id === this.#personId);
  }
}
