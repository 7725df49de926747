import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import type { Member } from './member.ts';
import type { Dialect } from './outbox.ts';
import type { Appended, Draft, Store } from './ports.ts';
import { Presence } from './presence.ts';
import { Recent } from './recent.ts';

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
  readonly #recent = new Recent();
  /** Everything up to here has been written to the live members. */
  #published: number;
  /** Committed, and told to nobody yet. */
  #unsent: Event[] = [];
  readonly #live = new Map<Dialect, Set<Member>>();
  /** Members that must read the log first. */
  readonly #behind = new Set<Member>();
  #flushDue = false;
  #flushedAt = 0;
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

  /** A member that is where the room is: it gets what comes from now on. */
  admit(member: Member): void {
    this.#behind.delete(member);
    const { dialect } = member.session.outbox;
    const members = this.#live.get(dialect);
    if (members === undefined) this.#live.set(dialect, new Set([member]));
    else members.add(member);
  }

  /** A member that is not: it is asked to read on whenever there is more. */
  expect(member: Member): void {
    this.#behind.add(member);
  }

  remove(member: Member): void {
    this.#behind.delete(member);
    this.#live.get(member.session.outbox.dialect)?.delete(member);
  }

  /** Events above `after`, from memory where they are still there; never one that the live members have not got. */
  async eventsAfter(after: number, limit: number): Promise<Event[]> {
    const events = this.#recent.after(after, limit) ?? (await this.#store.eventsAfter(this.name, after, limit));
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
      this.#write([this.presence.people(this.name)], this.#published);
    }, PEOPLE_DELAY + members).unref();
  }

  #accept(event: Event): void {
    this.#recent.push(event);
    this.#unsent.push(event);
    if (this.#flushDue) return;
    this.#flushDue = true;
    // A quiet room waits for nothing but the rest of this commit; a busy one gathers.
    if (performance.now() - this.#flushedAt > this.#gather) setImmediate(() => this.#flush());
    else setTimeout(() => this.#flush(), this.#gather);
  }

  #flush(): void {
    const events = this.#unsent;
    this.#unsent = [];
    this.#flushDue = false;
    this.#flushedAt = performance.now();
    const before = this.#published;
    this.#published = events.at(-1)?.seq ?? before;
    this.#write(events, before);
    for (const member of this.#behind) void member.catchUp();
  }

  /** Encoded once for each dialect, written to every live member. Who cannot take it goes on from `before` later. */
  #write(lines: readonly ServerLine[], before: number): void {
    for (const [dialect, members] of this.#live) {
      if (members.size === 0) continue;
      const packet = dialect.pack(lines);
      if (packet === undefined) continue;
      for (const member of members) {
        if (member.session.outbox.offer(packet)) continue;
        members.delete(member);
        member.fellBehind(before);
        this.#behind.add(member);
      }
    }
  }
}
