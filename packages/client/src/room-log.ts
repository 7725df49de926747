import type { Event, Message, Posted } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';

type Change = Exclude<Event, Posted>;

/** A deletion leaves the time of the last edit as it was. */
interface Early {
  event: Change;
  editedAt?: number | undefined;
}

/** Messages that are not loaded and changed meanwhile. Far more than can be while one page is on its way. */
const EARLY_CHANGES = 1_000;

/**
 * One room as this client knows it: a piece of the room's messages without a hole in it, up to `head`.
 * Pure; the connection feeds it.
 */
export class RoomLog {
  #epoch: string | null = null;
  #head = 0;
  #older = false;
  #messages: Message[] = [];
  /** Somebody holds the array, so the next change is made to a copy. */
  #lent = false;
  /** The newest change of each message that is not loaded, by its target: its page may have been read before it. */
  readonly #early = new Map<number, Early>();
  /** No change after this head is forgotten, so a page read at it or later can be caught up. */
  #since = 0;

  /** Oldest first. Another array after every change; a message that did not change stays the same object. */
  get messages(): readonly Message[] {
    this.#lent = true;
    return this.#messages;
  }

  /** The newest `seq` that is in here; 0 in the log of an empty room, and before the first snapshot. */
  get head(): number {
    return this.#head;
  }

  /** The history that this log is a piece of; null before the first snapshot. */
  get epoch(): string | null {
    return this.#epoch;
  }

  /** The room has older messages than the first one here. */
  get older(): boolean {
    return this.#older;
  }

  /** Forgets everything and starts again from this page. */
  reset(snapshot: Snapshot): void {
    this.#messages = [...snapshot.messages];
    this.#lent = false;
    this.#early.clear();
    this.#epoch = snapshot.epoch;
    this.#head = snapshot.head;
    this.#since = snapshot.head;
    this.#older = snapshot.older;
  }

  /** `gap`: an event before this one is missing, so nothing was changed. Join again with `after: head`. */
  apply(event: Event): 'applied' | 'known' | 'gap' {
    if (this.#epoch === null) return 'gap';
    if (event.seq <= this.#head) return 'known';
    if (event.seq !== this.#head + 1) return 'gap';
    this.#head = event.seq;
    if (event.type === 'posted') this.#own().push(message(event));
    else if (event.type === 'edited' || event.type === 'deleted') this.#change(event);
    return 'applied';
  }

  /**
   * Puts an older page in front: the one that ends right before `messages[0]`. It may have been read before some of
   * the events that are in here already. A page of another history, or from before this log began, changes nothing.
   */
  prepend(page: MessagePage): void {
    if (page.epoch !== this.#epoch || page.head < this.#since) return;
    const oldest = this.#messages[0]?.seq ?? Infinity;
    const older = page.messages.filter(({ seq }) => seq < oldest);
    this.#messages = [...older.map((read) => this.#caughtUp(read)), ...this.#messages];
    this.#lent = false;
    this.#older = page.older;
  }

  /** Lets go of all but the newest messages (at least one), so that a page open for days does not grow for days. */
  keepNewest(count: number): void {
    if (this.#messages.length <= count) return;
    this.#messages = this.#messages.slice(-Math.max(1, count));
    this.#lent = false;
    this.#older = true;
    this.#since = this.#head;
  }

  #change(event: Change): void {
    const index = this.#indexOf(event.target);
    const before = this.#messages[index];
    if (before) this.#own()[index] = changed(before, event);
    else this.#remember(event);
  }

  #remember(event: Change): void {
    const editedAt = event.type === 'edited' ? event.at : this.#early.get(event.target)?.editedAt;
    this.#early.delete(event.target);
    this.#early.set(event.target, { event, editedAt });
    if (this.#early.size <= EARLY_CHANGES) return;
    for (const [target, oldest] of this.#early) {
      this.#early.delete(target);
      this.#since = oldest.event.seq;
      break;
    }
  }

  #caughtUp(read: Message): Message {
    const early = this.#early.get(read.seq);
    this.#early.delete(read.seq);
    return early ? changed(read, early.event, early.editedAt) : read;
  }

  #own(): Message[] {
    if (this.#lent) this.#messages = [...this.#messages];
    this.#lent = false;
    return this.#messages;
  }

  #indexOf(seq: number): number {
    let low = 0;
    let high = this.#messages.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#messages[middle]!.seq;
      if (found === seq) return middle;
      if (found < seq) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function message({ seq, at, by, name, cid, text }: Posted): Message {
  return { seq, at, by, name, cid, text, revision: seq };
}

/** The page that brought a message may have been read after this event. Then the message has it already. */
function changed(before: Message, event: Change, editedAt = before.editedAt): Message {
  if (event.seq <= before.revision) return before;
  const { seq: revision } = event;
  if (event.type === 'edited') return { ...before, text: event.text, revision, editedAt: event.at };
  return { ...before, text: '', revision, ...(editedAt !== undefined && { editedAt }), deleted: true };
}
