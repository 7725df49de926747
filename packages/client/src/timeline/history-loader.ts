import type { Message } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { fetchPage, type PageQuery } from './fetch-page.ts';
import type { Position } from './position.ts';
import { RefusedError } from '../errors.ts';
import type { Room } from '../rooms/room.ts';

export interface HistoryLoaderOptions {
  api: string;
  fetch: typeof fetch;
  /** The room has more messages than before. */
  grown: (room: Room) => void;
  changed: () => void;
}

/** Messages in the page around a place. */
const AROUND = 100;
/** How often a page is asked for that was out of date when it came. */
const TRIES = 3;
/** Quotes that are on their way at one time. */
const QUOTES = 20;
/** Milliseconds. After one that did not come, none of its room is asked for so long. */
const QUOTE_AGAIN = 10_000;

/** Brings what the connection does not bring: the messages that were there before. */
export class HistoryLoader {
  readonly #options: HistoryLoaderOptions;

  constructor(options: HistoryLoaderOptions) {
    this.#options = options;
  }

  async loadOlder(room: Room): Promise<void> {
    const { messages, older } = room.timeline.detached ?? room.timeline;
    const first = messages[0]?.seq;
    if (older && first !== undefined) await this.#load(room, 'older', { before: first });
  }

  async loadNewer(room: Room): Promise<void> {
    const last = room.timeline.detached?.messages.at(-1)?.seq;
    if (last !== undefined) await this.#load(room, 'newer', { after: last });
  }

  /** See `Client.show`. */
  async show(room: Room, where: Position): Promise<number | null> {
    const time = ++room.shows;
    if (room.timeline.epoch === null) throw new RefusedError('not_joined');
    const here = room.timeline.seek(where);
    this.#options.changed();
    if (here !== undefined) return here;
    const query = 'seq' in where ? { around: where.seq } : where;
    for (let tries = 0; tries < TRIES; tries++) {
      const page = await this.#read(room, query, AROUND).catch((error: unknown) => {
        if (time === room.shows) throw error;
        return null;
      });
      if (page === null || time !== room.shows) return null;
      const found = room.timeline.open(page, query, where);
      if (found === undefined) continue;
      this.#options.grown(room);
      this.#options.changed();
      return found;
    }
    throw new RefusedError('stopping');
  }

  follow(room: Room): void {
    room.shows++;
    room.timeline.follow();
    this.#options.changed();
  }

  /** See `Client.quoted`. */
  quoted(room: Room, seq: number): Message | null | undefined {
    const known = room.timeline.message(seq);
    if (known === undefined && room.timeline.epoch !== null) this.#quote(room, seq);
    return known;
  }

  /** The one that is on its way is waited for, unless it goes to a place that is not shown any more. */
  async #load(room: Room, end: 'older' | 'newer', query: { before: number } | { after: number }): Promise<void> {
    const at = 'before' in query ? query.before : query.after;
    if (room.loads[end]?.at !== at) {
      const done = this.#grow(room, query).finally(() => {
        if (room.loads[end]?.done === done) room.loads[end] = undefined;
        this.#options.changed();
      });
      room.loads[end] = { at, done };
    }
    this.#options.changed();
    await room.loads[end]?.done;
  }

  async #grow(room: Room, query: PageQuery): Promise<void> {
    room.timeline.add(await this.#read(room, query), query);
    this.#options.grown(room);
  }

  #quote(room: Room, seq: number): void {
    const { quoting, timeline } = room;
    if (quoting.has(seq) || quoting.size >= QUOTES || timeline.quotesFull || Date.now() < room.quoteAgain) return;
    quoting.add(seq);
    void this.#read(room, { around: seq }, 1)
      .then((page) => timeline.quote(seq, page))
      .catch(() => false)
      .then((known) => {
        quoting.delete(seq);
        if (!known) room.quoteAgain = Date.now() + QUOTE_AGAIN;
        this.#options.changed();
      });
  }

  #read(room: Room, query: PageQuery, limit?: number): Promise<MessagePage> {
    return fetchPage(this.#options.fetch, this.#options.api, room.room, query, limit);
  }
}
