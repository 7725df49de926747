import type { Message } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { RefusedError } from '../errors.ts';
import type { PageQuery } from './fetch-page.ts';
import type { Position } from './position.ts';
import type { RoomTimeline } from './room-timeline.ts';

type ReadPage = (query: PageQuery, limit?: number) => Promise<MessagePage>;

/** Messages in the page around a position. */
const JUMP_PAGE_COUNT = 100;
/** Requests for one jump, of which all but the last may bring a page that is out of date. */
const MAX_JUMP_REQUESTS = 3;
const MAX_QUOTES_IN_FLIGHT = 20;
/** After a quote that could not be loaded, no other one is requested for this time. */
const QUOTE_RETRY_MS = 10_000;

/** Loads by HTTP the older messages of one room, which the connection does not bring. */
export class HistoryLoader {
  readonly #timeline: RoomTimeline;
  readonly #readPage: ReadPage;
  readonly #onMessages: () => void;
  readonly #changed: () => void;
  /** `from` is the `seq` at the end that grows. */
  readonly #growing = new Map<'older' | 'newer', { from: number; done: Promise<void> }>();
  /** The number of the newest jump, which supersedes those before it. */
  #jump = 0;
  readonly #quotesInFlight = new Set<number>();
  /** Milliseconds since 1970. */
  #quoteRetryAt = 0;

  /** `onMessages` is called when the timeline has more messages than before. */
  constructor(timeline: RoomTimeline, readPage: ReadPage, onMessages: () => void, changed: () => void) {
    this.#timeline = timeline;
    this.#readPage = readPage;
    this.#onMessages = onMessages;
    this.#changed = changed;
  }

  /** A page for this end of what is shown is in flight. */
  isLoading(end: 'older' | 'newer'): boolean {
    return this.#growing.has(end);
  }

  /** See `Client.loadOlder`. */
  async loadOlder(): Promise<void> {
    const { messages, older } = this.#timeline.detached ?? this.#timeline;
    const first = messages[0]?.seq;
    if (older && first !== undefined) await this.#grow('older', first, { before: first });
  }

  /** See `Client.loadNewer`. */
  async loadNewer(): Promise<void> {
    const last = this.#timeline.detached?.messages.at(-1)?.seq;
    if (last !== undefined) await this.#grow('newer', last, { after: last });
  }

  /** See `Client.jumpTo`. */
  async jumpTo(position: Position): Promise<number | null> {
    const jump = ++this.#jump;
    if (this.#timeline.epoch === null) throw new RefusedError('not_joined');
    const loaded = this.#timeline.seek(position);
    this.#changed();
    if (loaded !== undefined) return loaded;
    const query = 'seq' in position ? { around: position.seq } : position;
    for (let requests = 0; requests < MAX_JUMP_REQUESTS; requests++) {
      const page = await this.#readPage(query, JUMP_PAGE_COUNT).catch((error: unknown) => {
        if (jump === this.#jump) throw error;
        return null;
      });
      if (page === null || jump !== this.#jump) return null;
      const found = this.#timeline.open(page, query, position);
      if (found === undefined) continue;
      this.#onMessages();
      this.#changed();
      return found;
    }
    throw new RefusedError('stopping');
  }

  /** See `Client.returnToNewest`. */
  returnToNewest(): void {
    this.#jump++;
    this.#timeline.returnToNewest();
    this.#changed();
  }

  /** See `Client.quoted`. */
  quoted(seq: number): Message | null | undefined {
    const known = this.#timeline.message(seq);
    if (known === undefined && this.#timeline.epoch !== null) this.#loadQuote(seq);
    return known;
  }

  /** Waits for the page that is in flight, unless that page belongs to a position which is no longer shown. */
  async #grow(end: 'older' | 'newer', from: number, query: PageQuery): Promise<void> {
    if (this.#growing.get(end)?.from !== from) {
      const done = this.#readPage(query)
        .then((page) => {
          this.#timeline.add(page, query);
          this.#onMessages();
        })
        .finally(() => {
          if (this.#growing.get(end)?.done === done) this.#growing.delete(end);
          this.#changed();
        });
      this.#growing.set(end, { from, done });
    }
    this.#changed();
    await this.#growing.get(end)?.done;
  }

  #loadQuote(seq: number): void {
    const inFlight = this.#quotesInFlight;
    if (inFlight.has(seq) || inFlight.size >= MAX_QUOTES_IN_FLIGHT || this.#timeline.quotesFull) return;
    if (Date.now() < this.#quoteRetryAt) return;
    inFlight.add(seq);
    void this.#readPage({ around: seq }, 1)
      .then((page) => this.#timeline.quote(seq, page))
      .catch(() => false)
      .then((known) => {
        inFlight.delete(seq);
        if (!known) this.#quoteRetryAt = Date.now() + QUOTE_RETRY_MS;
        this.#changed();
      });
  }
}
