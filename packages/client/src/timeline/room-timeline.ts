import type { Event, Message, Topic } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import { applyToTopic, isChange, messageFrom } from '@hubbub/protocol/reduce';
import type { PageQuery } from './fetch-page.ts';
import { Segments, type DetachedSegment } from './segments.ts';
import { segmentOf, type Position } from './position.ts';
import { QuoteCache } from './quote-cache.ts';
import { RecentChanges } from './recent-changes.ts';
import { Segment } from './segment.ts';

/**
 * One room as this client knows it: the newest messages without a hole up to `head`, and where somebody looks further
 * up, the messages around there. Pure; the connection feeds it.
 */
export class RoomTimeline {
  #epoch: string | null = null;
  #topic: Topic | null = null;
  #segments = new Segments(new Segment([], 0, 0));
  readonly #quotes = new QuoteCache();
  readonly #changes = new RecentChanges();

  /** Oldest first. Another array after every change; a message that did not change stays the same object. */
  get messages(): readonly Message[] {
    return this.#segments.live.messages;
  }

  /** Another object after every change; null while nobody looks further up than `messages`. */
  get detached(): DetachedSegment | null {
    return this.#segments.detached;
  }

  /** The newest `seq` that is in here; 0 in the log of an empty room, and before the first snapshot. */
  get head(): number {
    return this.#segments.live.to;
  }

  /** The history that this log is a piece of; null before the first snapshot. */
  get epoch(): string | null {
    return this.#epoch;
  }

  /** The room has older messages than the first one of `messages`. */
  get older(): boolean {
    return this.#segments.live.older;
  }

  /** What the room is about, up to `head`. */
  get topic(): Topic | null {
    return this.#topic;
  }

  /** Forgets everything and starts again from this page. */
  reset({ messages, epoch, head, older, topic }: Snapshot): void {
    this.#segments = new Segments(new Segment(messages, older ? (messages[0]?.seq ?? head + 1) : 0, head));
    this.#quotes.clear();
    this.#changes.reset(head);
    this.#epoch = epoch;
    // Servers from before there were topics say nothing of them.
    this.#topic = topic ?? null;
  }

  /** `gap`: an event before this one is missing, so nothing was changed. Join again with `after: head`. */
  apply(event: Event): 'applied' | 'known' | 'gap' {
    if (this.#epoch === null) return 'gap';
    if (event.seq <= this.head) return 'known';
    if (event.seq !== this.head + 1) return 'gap';
    const { live } = this.#segments;
    if (event.type === 'posted') {
      live.goOn(event.seq, messageFrom(event));
      this.#segments.bound();
      this.#topic = applyToTopic(this.#topic, event);
      return 'applied';
    }
    live.goOn(event.seq);
    if (isChange(event)) for (const each of [...this.#segments.all, this.#quotes, this.#changes]) each.change(event);
    return 'applied';
  }

  /**
   * Grows by a page at the older end of what is loaded, or the newer end of the excerpt. It may have been read before
   * some of the events that are in here already. One of another history, one that is too old to be caught up, and one
   * that does not fit any more, change nothing.
   */
  add(page: MessagePage, asked: PageQuery): void {
    if (this.#isUsable(page)) this.#segments.add(this.#read(page, asked));
  }

  /**
   * Makes a page the excerpt, or a part of the tail where the two meet. Gives the message at that place or the next
   * newer one, or the newest; null in an empty room; undefined when the page cannot be used, see `add`.
   */
  open(page: MessagePage, asked: PageQuery, where: Position): number | null | undefined {
    return this.#isUsable(page) ? this.#segments.open(this.#read(page, asked), where) : undefined;
  }

  /** Like `open`, where the place is loaded already; undefined where it is not. */
  seek(where: Position): number | null | undefined {
    return this.#segments.seek(where);
  }

  /** Back to the newest messages: lets go of the excerpt, and of what was held. */
  follow(): void {
    this.#segments.follow();
  }

  /**
   * Somebody reads the tail from this `seq` on, so it is not let go of; null: nobody reads any but the newest ones.
   * Where too many more come, what is read becomes the excerpt.
   */
  hold(seq: number | null): void {
    this.#segments.hold(seq);
  }

  /** A message that is loaded or was quoted; null: there is none; undefined: that is not known. */
  message(seq: number): Message | null | undefined {
    const piece = this.#segments.all.find((each) => each.covers(seq));
    return piece ? (piece.message(seq) ?? null) : this.#quotes.get(seq);
  }

  /** No more quotes can be kept for now. */
  get quotesFull(): boolean {
    return this.#quotes.full;
  }

  /** Remembers the message with this `seq` from a page around it, or that there is none. False: it cannot be used. */
  quote(seq: number, page: MessagePage): boolean {
    if (!this.#isUsable(page) || seq > page.head) return false;
    const read = page.messages.find((message) => message.seq === seq);
    this.#quotes.put(seq, read ? this.#changes.catchUp(read) : null);
    return true;
  }

  /** Lets go of all but the newest messages (at least one), which can be loaded again. */
  keepNewest(count: number): void {
    this.#segments.live.keepNewest(count);
  }

  #isUsable({ epoch, head }: MessagePage): boolean {
    return epoch === this.#epoch && head >= this.#changes.since;
  }

  #read(page: MessagePage, asked: PageQuery): Segment {
    const messages = page.messages.map((read) => this.#changes.catchUp(read));
    return segmentOf({ ...page, messages }, asked, this.head);
  }
}
