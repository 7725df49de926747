import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { Member } from './member.ts';
import type { Dialect } from './outbox.ts';
import type { Appended, Draft, Store } from './ports.ts';
import { Presence } from './presence.ts';

/** The newest events of a room that has members stay in memory, so that short resumes read no disk. */
const RECENT = 256;

/** Changes of who is there are told together: at once would be a flood when a class arrives. */
const PEOPLE_DELAY = 200;

/**
 * A room that somebody is in: its newest events, its members, and the order in which both meet.
 * The store alone decides what `seq` an event has; the room only hands on what is committed.
 */
export class Room {
  readonly name: string;
  readonly presence = new Presence();
  readonly #store: Store;
  readonly #gather: number;
  /** Everything up to here has been written to the live members. */
  #published: number;
  /** Contiguous, and its last event is the newest committed one. */
  #recent: Event[] = [];
  readonly #live = new Map<Dialect, Set<Member>>();
  readonly #behind = new Set<Member>();
  #unsent: Event[] = [];
  #flushedAt = 0;
  #flushing = false;
  #peopleTimer: NodeJS.Timeout | undefined;

  constructor(name: string, head: number, store: Store, gather: number) {
    this.name = name;
    this.#published = head;
    this.#store = store;
    this.#gather = gather;
  }

  /** The newest committed `seq`. */
  get head(): number {
    return this.#unsent.at(-1)?.seq ?? this.#published;
  }

  /** The newest `seq` that was written to the live members. */
  get published(): number {
    return this.#published;
  }

  /** Resolves once the event is on disk. Everybody in the room gets it then, unless it is a repetition. */
  async post(draft: Draft): Promise<Appended> {
    const appended = await this.#store.append(draft);
    if (!appended.repeated) this.#accept(appended.event);
    return appended;
  }

  /** Live from now on if nothing is missing between its cursor and the room; else it waits to be read for. */
  admit(member: Member): boolean {
    if (member.cursor !== this.#published || member.session.outbox.behind) {
      this.#behind.add(member);
      return false;
    }
    this.#behind.delete(member);
    const { dialect } = member.session.outbox;
    const members = this.#live.get(dialect);
    if (members === undefined) this.#live.set(dialect, new Set([member]));
    else members.add(member);
    return true;
  }

  remove(member: Member): void {
    this.#behind.delete(member);
    this.#live.get(member.session.outbox.dialect)?.delete(member);
  }

  isLive(member: Member): boolean {
    return this.#live.get(member.session.outbox.dialect)?.has(member) ?? false;
  }

  /** Published events above `after`, from memory where they are still there. */
  async eventsAfter(after: number, limit: number): Promise<Event[]> {
    const oldest = this.#recent[0]?.seq;
    const events =
      oldest !== undefined && oldest <= after + 1
        ? this.#recent.slice(after + 1 - oldest, after + 1 - oldest + limit)
        : await this.#store.eventsAfter(this.name, after, limit);
    const beyond = events.findIndex((event) => event.seq > this.#published);
    return beyond === -1 ? events : events.slice(0, beyond);
  }

  /** Somebody came, went or got a name. */
  peopleChanged(): void {
    if (this.#peopleTimer !== undefined) return;
    let members = 0;
    for (const set of this.#live.values()) members += set.size;
    // One millisecond more for each member keeps the cost of telling everybody the same in a large room.
    this.#peopleTimer = setTimeout(() => {
      this.#peopleTimer = undefined;
      this.#broadcast([this.presence.people(this.name)]);
    }, PEOPLE_DELAY + members).unref();
  }

  #accept(event: Event): void {
    this.#recent.push(event);
    if (this.#recent.length > RECENT * 2) this.#recent = this.#recent.slice(-RECENT);
    if (event.type === 'deleted') this.#forgetText(event.target);
    this.#unsent.push(event);
    if (this.#flushing) return;
    this.#flushing = true;
    // A quiet room waits for nothing but the rest of this commit; a busy one gathers.
    if (performance.now() - this.#flushedAt > this.#gather) setImmediate(() => this.#flush());
    else setTimeout(() => this.#flush(), this.#gather);
  }

  #flush(): void {
    const events = this.#unsent;
    this.#unsent = [];
    this.#flushing = false;
    this.#flushedAt = performance.now();
    const before = this.#published;
    const last = events.at(-1);
    if (last === undefined) return;
    this.#published = last.seq;
    for (const [dialect, members] of this.#live) {
      if (members.size === 0) continue;
      const packet = dialect.pack(events);
      if (packet === undefined) continue;
      for (const member of members) {
        if (member.session.outbox.offer(packet)) continue;
        members.delete(member);
        member.cursor = before;
        this.#behind.add(member);
      }
    }
    for (const member of this.#behind) void member.catchUp();
  }

  /** What is not in the log. Who is behind misses it: it will be told again when it changes. */
  #broadcast(lines: readonly ServerLine[]): void {
    for (const [dialect, members] of this.#live) {
      if (members.size === 0) continue;
      const packet = dialect.pack(lines);
      if (packet === undefined) continue;
      for (const member of members) member.session.outbox.offer(packet);
    }
  }

  /** A deleted text is gone from the store; it must not come back from memory. */
  #forgetText(target: number): void {
    this.#recent = this.#recent.map((event) =>
      (event.type === 'posted' && event.seq === target) || (event.type === 'edited' && event.target === target)
        ? { ...event, text: '' }
        : event,
    );
  }
}
