import { isNotice, type Deleted, type Edited, type Posted, type Person } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import type { UnreadCount } from '../ports.ts';

/** Counting goes on above the maximum that is sent, so that deletions do not need a recount at once. */
const SATURATED_COUNT = 2 * MAX_UNREAD_COUNT;

export interface UnreadCounterOptions {
  /** The last `seq` that the person has read. */
  after: number;
  /** Null without a name. */
  personId: string | null;
}

/**
 * One person's unread count in one room: the store's count, kept current by the events that follow. Events that the
 * store has counted already change nothing.
 */
export class UnreadCounter {
  readonly #options: UnreadCounterOptions;
  #head: number;
  #messages: number;
  #mentions: number;
  /** `#messages` is the exact number; otherwise it is a lower bound. */
  #exact: boolean;
  #valid = true;

  constructor(options: UnreadCounterOptions, { head, messages, mentions }: UnreadCount) {
    this.#options = options;
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
    const { after, personId } = this.#options;
    if (personId !== null && event.by === personId) return;
    if (event.type === 'posted') {
      if (isNotice(event) || event.seq <= after) return;
      this.#messages++;
      if (this.saturated) this.#exact = false;
      if (this.#isMentioned(event)) this.#mentions++;
      return;
    }
    if (event.target <= after) return;
    // It is not known here whether the message mentioned the person before.
    if (this.#mentions > 0 || (event.type === 'edited' && this.#isMentioned(event))) this.#valid = false;
    if (event.type === 'deleted') this.#messages--;
    if (this.#messages < (this.#exact ? 0 : MAX_UNREAD_COUNT)) this.#valid = false;
  }

  #isMentioned({ mentions }: { mentions?: Person[] }): boolean {
    return mentions !== undefined && mentions.some(({ id }) => id === this.#options.personId);
  }
}
