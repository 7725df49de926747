import type { Message } from '@hubbub/protocol/events';
import { applyChange, withoutText, type Change } from '@hubbub/protocol/reduce';

/** Far more changes than can happen while a page is in flight. */
const MAX_CHANGES_COUNT = 1_000;

/** The newest changes of the room's messages, loaded or not: a later page may have been read before them. */
export class RecentChanges {
  /** By their own `seq`, oldest first. */
  readonly #changes = new Map<number, Change>();
  /** All changes after this head are here, so a page that was read at it or later can catch up. */
  since = 0;

  /** Starts again: the changes up to this head are not known. */
  reset(head: number): void {
    this.#changes.clear();
    this.since = head;
  }

  /** Adds the next change. An edit replaces earlier edits, and a deletion everything but the time of the last edit. */
  change(change: Change): void {
    for (const before of this.#of(change.target)) {
      const isEdit = before.type === 'edited';
      // A key that the map has keeps its place in the order.
      if (isEdit && change.type === 'deleted') this.#changes.set(before.seq, withoutText(before));
      else if (change.type === 'deleted' || (isEdit && change.type === 'edited')) this.#changes.delete(before.seq);
    }
    this.#changes.set(change.seq, change);
    const [oldest = 0] = this.#changes.keys();
    if (this.#changes.size <= MAX_CHANGES_COUNT) return;
    this.#changes.delete(oldest);
    this.since = oldest;
  }

  /** Applies to a message of a page the changes that happened after the page was read. */
  catchUp(message: Message): Message {
    return this.#of(message.seq).reduce(applyChange, message);
  }

  #of(message: number): Change[] {
    return [...this.#changes.values()].filter(({ target }) => target === message);
  }
}
