import type { Event } from '@hubbub/protocol/events';
import type { ConnectionWriter } from './delivery/connection-writer.ts';
import type { Recipient, Shard } from './delivery/shard.ts';
import { takeWithinBytes } from './log/size-limit.ts';
import type { Occupant } from './people/occupant.ts';
import type { ChatMetrics } from './ports.ts';

/** Events read from the log at once. */
const CATCH_UP_EVENTS = 100;

/** A part of a room's log: at most `limit` events above `after` and up to `last`. */
export interface EventRange {
  after: number;
  last: number;
  limit: number;
  /** The maximum length of the texts together, if the events are read from the store. */
  characters: number;
}

/** The session that subscribes. */
export interface Subscriber extends Occupant {
  readonly writer: ConnectionWriter;
  /** Reports a fault of the server, and closes the connection. */
  fail(error: unknown): void;
}

/** The room that is subscribed to. */
export interface SubscribedRoom {
  readonly metrics: ChatMetrics;
  eventsAfter(range: EventRange): Promise<Event[]>;
  /** Sends what is not in the log: the people, and who is typing. */
  greet(occupant: Occupant): void;
}

/**
 * A session's subscription to a room: a cursor on the room's log. It is live while everything published was written,
 * and then gets what its shard writes to all. Otherwise it reads the log from its cursor until it is live again. A
 * join, a resume and a slow reader are all this one case.
 */
export class Subscription<Room extends SubscribedRoom = SubscribedRoom> implements Recipient {
  readonly subscriber: Subscriber;
  readonly writer: ConnectionWriter;
  readonly room: Room;
  readonly shard: Shard;
  /** The room's head in the last heartbeat. */
  announcedHead: number | undefined;
  /** Everything up to this `seq` was written to the connection. Not kept current while the subscription is live. */
  #cursor: number;
  #live = false;
  #reading = false;
  #ended = false;

  /** Without a cursor it starts at what is published. */
  constructor(subscriber: Subscriber, room: Room, shard: Shard, cursor = shard.published) {
    this.subscriber = subscriber;
    this.writer = subscriber.writer;
    this.room = room;
    this.shard = shard;
    this.#cursor = cursor;
  }

  get live(): boolean {
    return this.#live;
  }

  fellBehind(cursor: number): void {
    this.#live = false;
    this.#cursor = cursor;
  }

  /** Reads the log, and becomes live once the connection has taken everything that is published. */
  async catchUp(): Promise<void> {
    if (this.#reading || this.#live) return;
    this.#reading = true;
    try {
      while (!this.#ended && !this.writer.lagging) {
        if (this.#cursor === this.shard.published) return this.#goLive();
        // The cursor is ahead when a page was read from the store before the room has published its last events.
        if (this.#cursor > this.shard.published || !(await this.#writeNextEvents())) return;
      }
    } catch (error) {
      this.subscriber.fail(error);
    } finally {
      this.#reading = false;
    }
  }

  /** Nothing more is written. */
  end(): void {
    this.#ended = true;
  }

  /** False when there was nothing to read, or the connection did not take it. */
  async #writeNextEvents(): Promise<boolean> {
    const { writer } = this;
    const { catchUpBytes } = writer;
    const [after, last] = [this.#cursor, this.shard.published];
    const range = { after, last, limit: CATCH_UP_EVENTS, characters: catchUpBytes };
    const events = takeWithinBytes(await this.room.eventsAfter(range), catchUpBytes);
    const newest = events.at(-1);
    if (this.#ended || newest === undefined) return false;
    const packet = writer.dialect.pack(events);
    if (packet !== undefined) {
      if (!writer.offer(packet)) return false;
      this.room.metrics.delivered(events.length);
    }
    this.#cursor = newest.seq;
    return true;
  }

  #goLive(): void {
    this.#live = true;
    this.shard.goLive(this);
    // It may have missed changes while it was catching up.
    this.room.greet(this.subscriber);
  }
}
