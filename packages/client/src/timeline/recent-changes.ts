import type { Message } from '@hubbub/protocol/events';
import { applyChange, withoutText, type Change } from '@hubbub/protocol/reduce';

/** Far more than can happen while one page is on its way. */
const REMEMBERED = 1_000;

/**
 * The newest changes of messages, whether these are loaded or not: a page may have been read before they happened, and
 * what is loaded may be let go of and come back.
 */
export class RecentChanges {
  /** By their own `seq`, oldest first. */
  readonly #all = new Map<number, Change>();
  /** By the message that they are about, in order. */
  readonly #ofMessage = new Map<number, Change[]>();
  #since = 0;

  /** No change after this head is forgotten, so a page read at it or later can be caught up. */
  get since(): number {
    return this.#since;
  }

  /** Starts anew: what happened up to this head is not known. */
  reset(head: number): void {
    this.#all.clear();
    this.#ofMessage.clear();
    this.#since = head;
  }

  /** Takes the next one. An edit supersedes earlier edits, a deletion everything but the time of the last edit. */
  change(change: Change): void {
    const before = this.#ofMessage.get(change.target) ?? [];
    const kept =
      change.type === 'edited'
        ? before.filter(({ type }) => type !== 'edited')
        : change.type === 'deleted'
          ? before.flatMap((each) => (each.type === 'edited' ? [withoutText(each)] : []))
          : before;
    const left = new Set(kept.map(({ seq }) => seq));
    for (const { seq } of before) if (!left.has(seq)) this.#all.delete(seq);
    this.#ofMessage.set(change.target, [...kept, change]);
    // A number that is there already keeps its place.
    for (const each of [...kept, change]) this.#all.set(each.seq, each);
    if (this.#all.size > REMEMBERED) this.#forgetOldest();
  }

  /** The message of a page, which may have been read before some of the changes. */
  catchUp(read: Message): Message {
    return (this.#ofMessage.get(read.seq) ?? []).reduce(applyChange, read);
  }

  #forgetOldest(): void {
    const oldest = this.#all.values().next().value;
    if (!oldest) return;
    const { seq, target } = oldest;
    this.#all.delete(seq);
    this.#since = seq;
    const left = this.#ofMessage.get(target)?.filter((each) => each !== oldest) ?? [];
    if (left.length > 0) this.#ofMessage.set(target, left);
    else this.#ofMessage.delete(target);
  }
}
