import type { Message } from '@hubbub/protocol/events';
import { applyChange, withoutText, type Change } from '@hubbub/protocol/reduce';

/** Far more changes than can happen while a page is in flight. */
const MAX_CHANGES_COUNT = 1_000;

/**
 * The newest changes of the room's messages, loaded or not: a page that arrives later may have been read before them.
 */
export class RecentChanges {
  /** By their own `seq`, oldest first. */
  readonly #bySeq = new Map<number, Change>();
  /** By the message that they change, in order. */
  readonly #byMessage = new Map<number, Change[]>();
  #since = 0;

  /** All changes after this head are here, so a page that was read at it or later can catch up. */
  get since(): number {
    return this.#since;
  }

  /** Starts again: the changes up to this head are not known. */
  reset(head: number): void {
    this.#bySeq.clear();
    this.#byMessage.clear();
    this.#since = head;
  }

  /** Adds the next change. An edit replaces earlier edits, and a deletion everything but the time of the last edit. */
  change(change: Change): void {
    const before = this.#byMessage.get(change.target) ?? [];
    const kept =
      change.type === 'edited'
        ? before.filter(({ type }) => type !== 'edited')
        : change.type === 'deleted'
          ? before.flatMap((each) => (each.type === 'edited' ? [withoutText(each)] : []))
          : before;
    const keptSeqs = new Set(kept.map(({ seq }) => seq));
    for (const { seq } of before) if (!keptSeqs.has(seq)) this.#bySeq.delete(seq);
    this.#byMessage.set(change.target, [...kept, change]);
    // A key that the map has keeps its place in the order.
    for (const each of [...kept, change]) this.#bySeq.set(each.seq, each);
    if (this.#bySeq.size > MAX_CHANGES_COUNT) this.#forgetOldest();
  }

  /** Applies to a message of a page the changes that happened after the page was read. */
  catchUp(message: Message): Message {
    return (this.#byMessage.get(message.seq) ?? []).reduce(applyChange, message);
  }

  #forgetOldest(): void {
    const oldest = this.#bySeq.values().next().value;
    if (!oldest) return;
    const { seq, target } = oldest;
    this.#bySeq.delete(seq);
    this.#since = seq;
    const left = this.#byMessage.get(target)?.filter((each) => each !== oldest) ?? [];
    if (left.length > 0) this.#byMessage.set(target, left);
    else this.#byMessage.delete(target);
  }
}
