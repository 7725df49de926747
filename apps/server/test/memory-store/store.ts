import { randomUUID } from 'node:crypto';
import { isNotice, type Event, type Message } from '@hubbub/protocol/events';
import { ChatError } from '../../src/chat/errors.ts';
import { mentioned } from '../../src/chat/text/mentions.ts';
import type {
  Appended,
  Draft,
  MentionList,
  NameClaim,
  NewestEvents,
  Page,
  Person,
  NameChange,
  Store,
  StoredRoom,
  UnreadCount,
  PagePosition,
} from '../../src/chat/ports.ts';
import { refuseOtherContent, wellFormed } from '../../src/chat/log/draft-rules.ts';
import { MemoryInbox } from './mentions.ts';
import { span } from './pages.ts';
import { MemoryPeople } from './people.ts';
import { MemoryRoom, rejectRefused } from './room.ts';
import { MAX_UNREAD_SCAN_MESSAGES } from '../../src/chat/log/unread-scan.ts';
import { takeWithinCharacters } from '../../src/chat/log/within.ts';

/** Forgets everything when the process ends. For tests and for trying things out. */
export class MemoryStore implements Store {
  readonly epoch = randomUUID();
  readonly #rooms = new Map<string, MemoryRoom>();
  readonly #firsts = new Map<string, Event>();
  readonly #people = new MemoryPeople();
  readonly #inbox = new MemoryInbox();
  #closed = false;

  async append(given: Draft): Promise<Appended> {
    this.#mustBeOpen();
    const draft = wellFormed(given);
    const key = JSON.stringify([draft.by, draft.cid]);
    const first = draft.by === null ? undefined : this.#firsts.get(key);
    if (first) return { event: this.#again(first, draft), duplicate: true };

    const room = this.#room(draft.room);
    const message = room.target(draft);
    const event: Event = { ...draft, seq: room.head + 1 };
    this.#mention(event, message);
    room.add(event);
    this.#rooms.set(draft.room, room);
    if (draft.by !== null) this.#firsts.set(key, event);
    return { event, duplicate: false };
  }

  async head(room: string): Promise<number> {
    this.#mustBeOpen();
    return this.#room(room).head;
  }

  async newest(room: string, limit: number, characters: number): Promise<NewestEvents> {
    this.#mustBeOpen();
    const { head, events } = this.#room(room);
    const from = Math.max(0, head - limit);
    return { head, events: takeWithinCharacters(events.slice(from).reverse(), characters, 0).reverse() };
  }

  async eventsAfter(room: string, after: number, limit: number, characters = Infinity): Promise<Event[]> {
    this.#mustBeOpen();
    const above = this.#room(room).events.slice(Math.max(0, after));
    return takeWithinCharacters(above.slice(0, limit), characters, 1);
  }

  async page(room: string, where: PagePosition, limit: number): Promise<Page> {
    this.#mustBeOpen();
    const { events, messages: byNumber, head, topic } = this.#room(room);
    const all = [...byNumber.values()];
    const [from, to] = span(all, events, where, limit);
    return { messages: all.slice(from, to), older: from > 0, newer: to < all.length, head, topic };
  }

  async rooms(limit: number): Promise<StoredRoom[]> {
    this.#mustBeOpen();
    return [...this.#rooms]
      .map(([room, { head, lastAt }]) => ({ room, head, lastAt }))
      .reverse()
      .sort((a, b) => b.lastAt - a.lastAt)
      .slice(0, limit);
  }

  async claimName(claim: NameClaim): ReturnType<Store['claimName']> {
    this.#mustBeOpen();
    return this.#people.claim(claim);
  }

  async rename(renaming: NameChange): ReturnType<Store['rename']> {
    this.#mustBeOpen();
    return this.#people.rename(renaming);
  }

  async nameHolder(skeletons: readonly string[]): Promise<Person | undefined> {
    this.#mustBeOpen();
    return this.#people.holder(skeletons);
  }

  async person(secretHash: string): Promise<Person | undefined> {
    this.#mustBeOpen();
    return this.#people.bySecret(secretHash);
  }

  async unread(room: string, after: number, person: string | null, limit: number): Promise<UnreadCount> {
    this.#mustBeOpen();
    const { head, messages } = this.#room(room);
    const above = [...messages.values()].filter(({ seq }) => seq > after).slice(0, MAX_UNREAD_SCAN_MESSAGES);
    const others = above.filter(({ by }) => person === null || by !== person);
    const theirs = others.filter((message) => !isNotice(message) && !message.deleted);
    const items = person === null ? [] : this.#inbox.of(person);
    const unseen = items.filter((item) => item.room === room && item.seq > after);
    return { head, messages: Math.min(theirs.length, limit), mentions: Math.min(unseen.length, limit) };
  }

  async mentions(person: string, before: number | undefined, limit: number): Promise<MentionList> {
    this.#mustBeOpen();
    const all = this.#inbox.of(person, before);
    const items = all.slice(0, limit).map(({ id, room, seq }) => {
      return { id, room, message: this.#room(room).messages.get(seq)! };
    });
    return { items, older: all.length > limit };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new ChatError('stopping');
  }

  /** An empty one is kept when something was written in it. */
  #room(name: string): MemoryRoom {
    return this.#rooms.get(name) ?? new MemoryRoom();
  }

  /** Finds whom the event mentions, now or no more, and notes it there and for them. */
  #mention(event: Event, message: Message | undefined): void {
    if (event.type === 'reacted' || event.type === 'unreacted') return;
    if (event.type === 'posted' && isNotice(event)) return;
    const { seq, by } = message ?? event;
    const holderOf = (skeleton: string): Person | undefined => this.#people.holder([skeleton]);
    const mentions = event.type === 'deleted' ? [] : mentioned(event.text, holderOf, by);
    if (event.type !== 'deleted' && mentions.length > 0) event.mentions = mentions;
    if (message || mentions.length > 0) this.#inbox.replace(event.room, seq, mentions);
  }

  /** What a retry is answered with: the first event, as it stands now. */
  #again({ room, seq }: Event, draft: Draft): Event {
    const { events, messages } = this.#room(room);
    const first = events[seq - 1]!;
    const emptied = messages.get(first.type === 'posted' ? seq : first.target)?.deleted === true;
    rejectRefused(refuseOtherContent(first, emptied, draft));
    return first;
  }
}
