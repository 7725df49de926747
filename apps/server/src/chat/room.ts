import type { Event } from '@hubbub/protocol/events';
import { PAGE_MESSAGES } from '@hubbub/protocol/limits';
import { Broadcaster } from './delivery/broadcaster.ts';
import type { Subscription } from './subscription.ts';
import type { ChatMetrics } from './meter.ts';
import type { Appended, Draft, NewestEvents, Page, Store } from './ports.ts';
import { Presence } from './people/presence.ts';
import { EventCache } from './log/event-cache.ts';
import type { Shard } from './delivery/shard.ts';
import type { FlushScheduler } from './delivery/flush-scheduler.ts';
import { Typing } from './people/typing.ts';

/** Changes of who is there are told together: at once would be a flood when a class arrives. */
const PEOPLE_DELAY = 200;

/** Who come within so many ms get the same page. It may be large, so it is not kept for longer. */
const CROWD = 1_000;

/** A part of a room's log. */
export interface Stretch {
  after: number;
  /** No event above this. */
  last: number;
  /** So many events at most. */
  limit: number;
  /** Of text, together, where they are read from the store. */
  characters: number;
}

export interface RoomOptions {
  store: Store;
  turns: FlushScheduler;
  meter: ChatMetrics;
  /** Who else hears of every event. */
  heard: (event: Event) => void;
}

/**
 * A room that somebody is in: its newest events, its members, and the order in which both meet.
 * The store alone decides what `seq` an event has; the room only hands on what is committed.
 */
export class Room {
  readonly name: string;
  readonly meter: ChatMetrics;
  readonly presence = new Presence();
  readonly typing: Typing;
  readonly #store: Store;
  readonly #recent = new EventCache();
  readonly #fanOut: Broadcaster;
  readonly #heard: (event: Event) => void;
  #head: number;
  #peopleTimer: NodeJS.Timeout | undefined;
  /** Its newest events were read from the store, or are being. */
  #recalled: Promise<void> | undefined;
  /** The newest page, until something is written. */
  #newestPage: Promise<Page> | undefined;

  /** `events` are the newest ones, as far as they are known already. */
  constructor(name: string, { head, events }: NewestEvents, { store, turns, meter, heard }: RoomOptions) {
    this.name = name;
    this.#head = head;
    if (events.length > 0) {
      this.#recent.precede(events);
      this.#recalled = Promise.resolve();
    }
    this.#store = store;
    this.meter = meter;
    this.#fanOut = new Broadcaster({ head, turns, meter });
    this.#heard = heard;
    this.typing = new Typing({
      room: name,
      members: () => this.#fanOut.size,
      say: (line) => this.#fanOut.say(line),
    });
  }

  /** The newest committed `seq`. */
  get head(): number {
    return this.#head;
  }

  /** The live members have everything. */
  get told(): boolean {
    return this.#fanOut.told;
  }

  /** Resolves once the event is on disk. Everybody in the room gets it then, unless it is a duplicate. */
  async post(draft: Draft): Promise<Appended> {
    const appended = await this.#store.append(draft);
    if (!appended.duplicate) this.#accept(appended.event);
    return appended;
  }

  /** A place for a new member. */
  sit(): Shard {
    return this.#fanOut.sit();
  }

  leave(member: Subscription): void {
    this.#fanOut.leave(member);
  }

  /** Events above `after` and up to `last`, from memory where they are still there. */
  async eventsAfter({ after, last, limit, characters }: Stretch): Promise<Event[]> {
    if (this.#recent.after(after, limit) === undefined) await (this.#recalled ??= this.#recall());
    const events =
      this.#recent.after(after, limit) ?? (await this.#store.eventsAfter(this.name, after, limit, characters));
    const beyond = events.findIndex((event) => event.seq > last);
    return beyond === -1 ? events : events.slice(0, beyond);
  }

  /** Events above `after`, if all of them are in memory. */
  recent(after: number): Event[] | undefined {
    return after === this.#head ? [] : this.#recent.after(after, Infinity);
  }

  /** Read once, however many come within a second. */
  newestPage(): Promise<Page> {
    if (this.#newestPage !== undefined) return this.#newestPage;
    const page = this.#store.page(this.name, { type: 'newest' }, PAGE_MESSAGES);
    this.#newestPage = page;
    const forget = (): void => {
      if (this.#newestPage === page) this.#newestPage = undefined;
    };
    page.then(() => setTimeout(forget, CROWD).unref(), forget);
    return page;
  }

  /** Somebody came, went or got a name. */
  peopleChanged(): void {
    if (this.#peopleTimer !== undefined) return;
    // One millisecond more for each member keeps the cost of telling everybody the same in a large room.
    this.#peopleTimer = setTimeout(() => {
      this.#peopleTimer = undefined;
      this.#fanOut.say(this.presence.people(this.name));
    }, PEOPLE_DELAY + this.#fanOut.size).unref();
  }

  /** Reads the newest events that it does not know, once: when one comes back, many do. */
  async #recall(): Promise<void> {
    try {
      const { events } = await this.#store.newest(this.name, EventCache.most.events, EventCache.most.characters);
      // One that is committed and not told yet comes by itself.
      this.#recent.precede(events.filter(({ seq }) => seq <= this.#head));
    } catch (error) {
      this.#recalled = undefined;
      throw error;
    }
  }

  #accept(event: Event): void {
    this.#recent.push(event);
    this.#newestPage = undefined;
    this.#head = event.seq;
    this.meter.accepted(event.type);
    this.#fanOut.say(event);
    if (event.type === 'posted') this.typing.posted(event.by);
    this.#heard(event);
  }
}
