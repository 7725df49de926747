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
 * The loaded messages of one room: the newest ones, complete up to `head`, and a detached segment while somebody reads
 * further up. Does no I/O: the room feeds it.
 */
export class RoomTimeline {
  /** The history that the messages belong to; null before the first snapshot. */
  epoch: string | null = null;
  /** The cid of the event at `head`, of whatever type. Undefined in an empty room. */
  cid: string | undefined;
  /** The room's topic as of `head`. */
  topic: Topic | null = null;
  #segments = new Segments(new Segment([], 0, 0));
  readonly #quotes = new QuoteCache();
  readonly #changes = new RecentChanges();

  /** Oldest first. A new array after every change; a message that did not change stays the same object. */
  get messages(): readonly Message[] {
    return this.#segments.live.messages;
  }

  /** A new object after every change; null while nobody reads further up than `messages`. */
  get detached(): DetachedSegment | null {
    return this.#segments.detached;
  }

  /** The `seq` of the newest event that was applied; 0 in an empty room and before the first snapshot. */
  get head(): number {
    return this.#segments.live.to;
  }

  /** The room has messages older than the first one of `messages`. */
  get older(): boolean {
    return this.#segments.live.older;
  }

  /** Drops everything and starts again from this page. */
  reset({ messages, epoch, head, cid, older, topic }: Snapshot): void {
    this.#segments = new Segments(new Segment(messages, older ? (messages[0]?.seq ?? head + 1) : 0, head));
    this.#quotes.clear();
    this.#changes.reset(head);
    this.epoch = epoch;
    this.cid = cid;
    // Older servers send no topic.
    this.topic = topic ?? null;
  }

  /** Returns `gap`, and changes nothing, when an event before this one is missing: join again with `after: head`. */
  apply(event: Event): 'applied' | 'known' | 'gap' {
    if (this.epoch === null) return 'gap';
    if (event.seq <= this.head) return 'known';
    if (event.seq !== this.head + 1) return 'gap';
    this.cid = event.cid;
    const { live } = this.#segments;
    if (event.type === 'posted') {
      live.extend(event.seq, messageFrom(event));
      this.#segments.limit();
      this.topic = applyToTopic(this.topic, event);
      return 'applied';
    }
    live.extend(event.seq);
    if (isChange(event)) for (const each of [...this.#segments.all, this.#quotes, this.#changes]) each.change(event);
    return 'applied';
  }

  /**
   * Adds a page at the older end of what is loaded, or at the newer end of the detached segment. The server may have
   * read it before some events that were applied here. A page of another history, one too old to catch up, and one
   * that no longer touches what is loaded change nothing.
   */
  add(page: MessagePage, query: PageQuery): void {
    if (this.#isUsable(page)) this.#segments.add(this.#read(page, query));
  }

  /**
   * Makes the page the detached segment, or merges it with the newest messages if they touch. Returns the `seq` of the
   * message at the position, else of the next newer one, else of the newest; null in an empty room; undefined when the
   * page cannot be used, see `add`.
   */
  open(page: MessagePage, query: PageQuery, position: Position): number | null | undefined {
    return this.#isUsable(page) ? this.#segments.open(this.#read(page, query), position) : undefined;
  }

  /** Like `open` for a position that is loaded; undefined if it is not. */
  seek(position: Position): number | null | undefined {
    return this.#segments.seek(position);
  }

  /** Drops the detached segment and the hold. */
  returnToNewest(): void {
    this.#segments.returnToNewest();
  }

  /** See `Client.hold`. */
  hold(seq: number | null): void {
    this.#segments.hold(seq);
  }

  /** A message that is loaded or cached as a quote; null if it does not exist; undefined if that is not known. */
  message(seq: number): Message | null | undefined {
    const segment = this.#segments.all.find((each) => each.covers(seq));
    return segment ? (segment.message(seq) ?? null) : this.#quotes.get(seq);
  }

  /** No more quotes can be cached at the moment. */
  get quotesFull(): boolean {
    return this.#quotes.full;
  }

  /** Caches a message from a page around its `seq`, or that it does not exist. Returns whether the page can be used. */
  quote(seq: number, page: MessagePage): boolean {
    if (!this.#isUsable(page) || seq > page.head) return false;
    const read = page.messages.find((message) => message.seq === seq);
    this.#quotes.put(seq, read ? this.#changes.catchUp(read) : null);
    return true;
  }

  /** Drops all but the newest `count` messages (at least one). The others can be loaded again. */
  keepNewest(count: number): void {
    this.#segments.live = this.#segments.live.newest(count);
  }

  #isUsable({ epoch, head }: MessagePage): boolean {
    return epoch === this.epoch && head >= this.#changes.since;
  }

  #read(page: MessagePage, query: PageQuery): Segment {
    const messages = page.messages.map((read) => this.#changes.catchUp(read));
    return segmentOf({ ...page, messages }, query, this.head);
  }
}
