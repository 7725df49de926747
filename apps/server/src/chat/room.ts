import type { Event } from '@hubbub/protocol/events';
import { Broadcaster } from './delivery/broadcaster.ts';
import { EventCache } from './log/event-cache.ts';
import type { Bucket } from './limiter/bucket.ts';
import type { Occupant } from './people/occupant.ts';
import { Presence } from './people/presence.ts';
import { Typing } from './people/typing.ts';
import type { Appended, ChatMetrics, Draft, NewestEvents, Store } from './ports.ts';
import type { Scheduler } from './scheduler.ts';
import { Subscription, type EventRange, type SubscribedRoom, type Subscriber } from './subscription.ts';

/** Changes of presence are gathered for this long, plus 1 ms per member, so that many arrivals are one line. */
const PRESENCE_DELAY_MS = 200;

/** Events of a gap that are read at once. */
const EVENTS_PER_READ = 100;

export interface RoomOptions {
  store: Store;
  scheduler: Scheduler;
  /** What may be posted to the room. */
  budget: Bucket;
  metrics: ChatMetrics;
  /** Called with every event of the room. */
  onEvent: (event: Event) => void;
  /** Called with errors that no command caused. */
  report: (error: unknown) => void;
}

/**
 * A room that somebody is in: its newest events, its subscriptions and its people. Only the store assigns a `seq`; the
 * room broadcasts what is committed, in that order.
 */
export class Room implements SubscribedRoom {
  readonly name: string;
  readonly metrics: ChatMetrics;
  readonly budget: Bucket;
  readonly presence = new Presence();
  readonly typing: Typing;
  readonly #store: Store;
  readonly #cache = new EventCache();
  readonly #broadcaster: Broadcaster;
  readonly #onEvent: (event: Event) => void;
  readonly #report: (error: unknown) => void;
  #fillingGap = false;
  #head: number;
  #presenceTimer: NodeJS.Timeout | undefined;
  /** Undefined until the newest events are needed. */
  #cacheLoaded: Promise<void> | undefined;

  /** `events` may be empty; then they are loaded when they are first needed. */
  constructor(name: string, { head, events }: NewestEvents, options: RoomOptions) {
    const { store, scheduler, metrics, budget, onEvent, report } = options;
    this.name = name;
    this.#head = head;
    if (events.length > 0) {
      this.#cache.prepend(events);
      this.#cacheLoaded = Promise.resolve();
    }
    this.#store = store;
    this.metrics = metrics;
    this.budget = budget;
    this.#broadcaster = new Broadcaster(head, { scheduler, metrics });
    this.#onEvent = onEvent;
    this.#report = report;
    this.typing = new Typing({
      room: name,
      memberCount: () => this.#broadcaster.liveCount,
      broadcast: (line) => this.#broadcaster.broadcast(line),
    });
  }

  /** The newest committed `seq`. */
  get head(): number {
    return this.#head;
  }

  /** Everything committed was written to the live subscriptions. */
  get flushed(): boolean {
    return this.#broadcaster.flushed;
  }

  /** Resolves once the event is on disk, and broadcasts it then. */
  async post(draft: Draft): Promise<Appended> {
    const appended = await this.#store.append(draft);
    this.accept(appended.event);
    return appended;
  }

  /**
   * Broadcasts an event that is on disk, unless that was done before. Called in the order of the log, so an event that is
   * not the next one shows that another process has written to it.
   */
  accept(event: Event): void {
    if (event.seq === this.#head + 1) this.#publish(event);
    else if (event.seq > this.#head) void this.#fillGap();
  }

  /** Joins the room: the subscriber gets every event above `cursor`, by default those from now on. */
  subscribe(subscriber: Subscriber, cursor?: number): Subscription<Room> {
    const shard = this.#broadcaster.openShard();
    const subscription = new Subscription<Room>(subscriber, this, shard, cursor);
    shard.add(subscription);
    this.updatePresence(subscriber);
    void subscription.catchUp();
    return subscription;
  }

  unsubscribe(subscription: Subscription<Room>): void {
    const { subscriber, shard } = subscription;
    subscription.end();
    this.#broadcaster.remove(subscription, shard);
    this.presence.leave(subscriber);
    this.typing.stop(subscriber);
    this.#broadcastPresence();
  }

  /** Called when a session joins, and when its participant changes. */
  updatePresence(occupant: Occupant): void {
    this.presence.enter(occupant);
    this.#broadcastPresence();
  }

  greet(occupant: Occupant): void {
    occupant.send(this.presence.people(this.name));
    this.typing.greet(occupant);
  }

  async eventsAfter({ after, last, limit, characters }: EventRange): Promise<Event[]> {
    if (this.#cache.after(after, limit) === undefined) await (this.#cacheLoaded ??= this.#loadCache());
    const events =
      this.#cache.after(after, limit) ?? (await this.#store.eventsAfter(this.name, after, limit, characters));
    const end = events.findIndex((event) => event.seq > last);
    return end === -1 ? events : events.slice(0, end);
  }

  /** The cid of the event at `seq`; undefined if there is none. */
  async cidAt(seq: number): Promise<string | undefined> {
    const [event] = await this.eventsAfter({ after: seq - 1, last: seq, limit: 1, characters: 0 });
    return event?.cid;
  }

  /** The events above `after`, if all of them are in memory. */
  cachedEvents(after: number): Event[] | undefined {
    return after === this.#head ? [] : this.#cache.after(after, Infinity);
  }

  /** The delay grows with the room, so that the number of lines per second does not. */
  #broadcastPresence(): void {
    if (this.#presenceTimer !== undefined) return;
    this.#presenceTimer = setTimeout(() => {
      this.#presenceTimer = undefined;
      this.#broadcaster.broadcast(this.presence.people(this.name));
    }, PRESENCE_DELAY_MS + this.#broadcaster.liveCount).unref();
  }

  /** Loads the newest events at the first resume, because many sessions resume at once. */
  async #loadCache(): Promise<void> {
    const { events: limit, characters } = EventCache.initialLoad;
    try {
      const { events } = await this.#store.newest(this.name, limit, characters);
      // An event that is committed and not published yet is added when it is published.
      this.#cache.prepend(events.filter(({ seq }) => seq <= this.#head));
    } catch (error) {
      this.#cacheLoaded = undefined;
      throw error;
    }
  }

  /**
   * Publishes what the log has above the head, which includes what is appended meanwhile. After a failure the next event
   * tries again.
   */
  async #fillGap(): Promise<void> {
    if (this.#fillingGap) return;
    this.#fillingGap = true;
    try {
      for (let events: Event[] | undefined; events?.length !== 0;) {
        events = await this.#store.eventsAfter(this.name, this.#head, EVENTS_PER_READ);
        for (const event of events) if (event.seq > this.#head) this.#publish(event);
      }
    } catch (error) {
      this.#report(error);
    } finally {
      this.#fillingGap = false;
    }
  }

  #publish(event: Event): void {
    this.#cache.push(event);
    this.#head = event.seq;
    this.metrics.accepted(event.type);
    this.#broadcaster.broadcast(event);
    if (event.type === 'posted') this.typing.posted(event.by);
    this.#onEvent(event);
  }
}
