import { randomUUID } from 'node:crypto';
import type { Event, Message } from '@hubbub/protocol/events';
import { ChatError } from '../chat/errors.ts';
import type { Appended, Draft, NameClaim, Newest, Page, Person, Store, StoredRoom, Where } from '../chat/ports.ts';
import { repeats, wellFormed } from './drafts.ts';
import { within } from './within.ts';

interface Room {
  /** The event with `seq` n is at n - 1. */
  events: Event[];
  /** By `seq`, which is also their order. */
  messages: Map<number, Message>;
  lastAt: number;
}

/** Forgets everything when the process ends. For tests and for trying things out. */
export class MemoryStore implements Store {
  readonly epoch = randomUUID();
  readonly #rooms = new Map<string, Room>();
  readonly #firsts = new Map<string, Event>();
  readonly #people: NameClaim[] = [];
  #closed = false;

  async append(given: Draft): Promise<Appended> {
    this.#mustBeOpen();
    const draft = wellFormed(given);
    const key = JSON.stringify([draft.by, draft.cid]);
    const first = draft.by === null ? undefined : this.#firsts.get(key);
    if (first) return { event: this.#again(first, draft), repeated: true };

    const known = this.#rooms.get(draft.room);
    const room = known ?? { events: [], messages: new Map<number, Message>(), lastAt: 0 };
    const seq = room.events.length + 1;
    if (draft.type === 'posted') {
      const { at, by, name, cid, text } = draft;
      room.messages.set(seq, { seq, at, by, name, cid, text, revision: seq });
    } else {
      const message = room.messages.get(draft.target);
      if (!message) throw new ChatError('no_such_message');
      if (message.deleted) throw new ChatError('message_deleted');
      room.messages.set(draft.target, changed(message, draft, seq));
      if (draft.type === 'deleted') empty(room.events, draft.target);
    }
    const event: Event = { ...draft, seq };
    room.events.push(event);
    room.lastAt = draft.at;
    if (!known) this.#rooms.set(draft.room, room);
    if (draft.by !== null) this.#firsts.set(key, event);
    return { event, repeated: false };
  }

  async head(room: string): Promise<number> {
    this.#mustBeOpen();
    return this.#rooms.get(room)?.events.length ?? 0;
  }

  async newest(room: string, limit: number, characters: number): Promise<Newest> {
    this.#mustBeOpen();
    const all = this.#rooms.get(room)?.events ?? [];
    const from = Math.max(0, all.length - limit);
    return { head: all.length, events: within(all.slice(from).reverse(), characters, 0).reverse() };
  }

  async eventsAfter(room: string, after: number, limit: number, characters = Infinity): Promise<Event[]> {
    this.#mustBeOpen();
    const events = this.#rooms.get(room)?.events.slice(Math.max(0, after)).slice(0, limit) ?? [];
    return within(events, characters, 1);
  }

  async page(room: string, where: Where, limit: number): Promise<Page> {
    this.#mustBeOpen();
    const messages = [...(this.#rooms.get(room)?.messages.values() ?? [])];
    const [from, to] = span(messages, where, limit);
    return {
      messages: messages.slice(from, to),
      older: from > 0,
      newer: to < messages.length,
      head: this.#rooms.get(room)?.events.length ?? 0,
    };
  }

  async message(room: string, seq: number): Promise<Message | undefined> {
    this.#mustBeOpen();
    return this.#rooms.get(room)?.messages.get(seq);
  }

  async rooms(limit: number): Promise<StoredRoom[]> {
    this.#mustBeOpen();
    return [...this.#rooms]
      .map(([room, { events, lastAt }]) => ({ room, head: events.length, lastAt }))
      .reverse()
      .sort((a, b) => b.lastAt - a.lastAt)
      .slice(0, limit);
  }

  async claimName(claim: NameClaim): Promise<{ given: true } | { given: false; holder: Person }> {
    this.#mustBeOpen();
    const holder = this.#holder(claim.skeletons);
    if (holder) return { given: false, holder };
    if (this.#people.some(({ id, secretHash }) => id === claim.id || secretHash === claim.secretHash))
      throw new ChatError('store_failed');
    this.#people.push(claim);
    return { given: true };
  }

  async nameHolder(skeletons: readonly string[]): Promise<Person | undefined> {
    this.#mustBeOpen();
    return this.#holder(skeletons);
  }

  async person(secretHash: string): Promise<Person | undefined> {
    this.#mustBeOpen();
    const claim = this.#people.find((each) => each.secretHash === secretHash);
    return claim && { id: claim.id, name: claim.name };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new ChatError('stopping');
  }

  #holder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const claim = this.#people.find((each) => each.skeletons.includes(skeleton));
      if (claim) return { id: claim.id, name: claim.name };
    }
    return undefined;
  }

  /** What a retry is answered with: the first event, as it stands now. */
  #again({ room, seq }: Event, draft: Draft): Event {
    const { events, messages } = this.#rooms.get(room)!;
    const first = events[seq - 1]!;
    const emptied = messages.get(first.type === 'posted' ? seq : first.target)?.deleted === true;
    if (!repeats(first, emptied, draft)) throw new ChatError('cid_reused');
    return first;
  }
}

/** What is handed out is never changed afterwards: a change makes a new message, and a new event. */
function changed(message: Message, draft: Exclude<Draft, { type: 'posted' }>, seq: number): Message {
  if (draft.type === 'deleted') return { ...message, text: '', revision: seq, deleted: true };
  return { ...message, text: draft.text, revision: seq, editedAt: draft.at };
}

function empty(events: Event[], target: number): void {
  for (const [index, event] of events.entries()) {
    if (event.type === 'posted' && event.seq === target) events[index] = { ...event, text: '' };
    if (event.type === 'edited' && event.target === target) events[index] = { ...event, text: '' };
  }
}

/** The part of all messages that is the page: from the first index up to the second, which is excluded. */
function span(messages: Message[], where: Where, limit: number): [from: number, to: number] {
  const count = messages.length;
  if (where.at === 'newest') return [Math.max(0, count - limit), count];
  const older = messages.filter(({ seq }) => seq < where.seq).length;
  if (where.at === 'before') return [Math.max(0, older - limit), older];
  const notNewer = messages.filter(({ seq }) => seq <= where.seq).length;
  if (where.at === 'after') return [notNewer, Math.min(count, notNewer + limit)];
  const centre = Math.max(0, Math.min(older, count - 1));
  const from = Math.max(0, centre - Math.floor(limit / 2));
  return [from, Math.min(count, centre + limit - Math.floor(limit / 2))];
}
