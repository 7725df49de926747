import { isNotice, type Deleted, type Edited, type Mention, type Posted } from '@hubbub/protocol/events';
import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import type { UnreadCount } from '../ports.ts';

/** Counting goes on so far beyond what is told: then some may be deleted before the store must be asked again. */
const FAR = 2 * MAX_UNREAD_COUNT;

/** Whose tally it is, and from where on. */
export interface Reader {
  after: number;
  /** Null for somebody without a name. */
  me: string | null;
}

/**
 * What one person has not read in one room: what the store counted, kept up by the events that come after. Events that
 * the store has counted already change nothing.
 */
export class UnreadCounter {
  readonly #reader: Reader;
  #head: number;
  #messages: number;
  #mentions: number;
  /** `#messages` are all; else there are so many at least. */
  #exact: boolean;
  #sure = true;

  constructor(reader: Reader, { head, messages, mentions }: UnreadCount) {
    this.#reader = reader;
    this.#head = head;
    this.#messages = messages;
    this.#mentions = mentions;
    this.#exact = messages < MAX_UNREAD_COUNT;
  }

  /** False when only the store can say now. */
  get sure(): boolean {
    return this.#sure;
  }

  /** More that is posted changes nothing that is told, but for what mentions somebody. */
  get far(): boolean {
    return this.#messages >= FAR;
  }

  get count(): UnreadCount {
    const messages = Math.min(this.#messages, MAX_UNREAD_COUNT);
    return { head: this.#head, messages, mentions: Math.min(this.#mentions, MAX_UNREAD_COUNT) };
  }

  /** The next event of the room; posts may be left out while it is `far`. */
  heard(event: Posted | Edited | Deleted): void {
    if (event.seq <= this.#head) return;
    this.#head = event.seq;
    const { after, me } = this.#reader;
    if (me !== null && event.by === me) return;
    if (event.type === 'posted') {
      if (isNotice(event) || event.seq <= after) return;
      this.#messages++;
      if (this.far) this.#exact = false;
      if (this.#mentioned(event)) this.#mentions++;
      return;
    }
    if (event.target <= after) return;
    // Nobody remembers here whom the message mentioned before.
    if (this.#mentions > 0 || (event.type === 'edited' && this.#mentioned(event))) this.#sure = false;
    if (event.type === 'deleted') this.#messages--;
    if (this.#messages < (this.#exact ? 0 : MAX_UNREAD_COUNT)) this.#sure = false;
  }

  #mentioned({ mentions }: { mentions?: Mention[] }): boolean {
    return mentions !== undefined && mentions.some(({ id }) => id === this.#reader.me);
  }
}
