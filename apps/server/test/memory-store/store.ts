import { randomUUID } from 'node:crypto';
import { isNotice, type Event, type Message, type Person } from '@hubbub/protocol/events';
import { LOBBY } from '@hubbub/protocol/limits';
import type { MyReaction } from '@hubbub/protocol/lines';
import { ChatError } from '../../src/chat/errors.ts';
import { introduces, refuse, refuseOtherContent, wellFormed } from '../../src/chat/log/draft-rules.ts';
import { MAX_PAGE_BYTES, MAX_UNREAD_SCAN_MESSAGES } from '../../src/chat/limits.ts';
import { takePage, takeWithinCharacters } from '../../src/chat/log/size-limit.ts';
import type {
  Appended,
  Draft,
  MentionList,
  NameClaim,
  NameResult,
  NewestEvents,
  Page,
  PagePosition,
  ReactionList,
  Rename,
  RenameResult,
  Store,
  StoredRoom,
  UnreadCount,
} from '../../src/chat/ports.ts';
import { skeletons } from '../../src/chat/people/skeletons.ts';
import { mentioned, possibleMentions } from '../../src/chat/text/mentions.ts';
import { MemoryMentions } from './mentions.ts';
import { pageSplit } from './pages.ts';
import { MemoryPeople } from './people.ts';
import { MemoryRoom } from './room.ts';

/** The reference model of a store: everything in plain maps and arrays, without an index or a disk. */
export class MemoryStore implements Store {
  readonly epoch = randomUUID();
  readonly #rooms = new Map<string, MemoryRoom>();
  /** The rooms that have events, and the lobby. */
  readonly #roomBySkeleton = new Map(skeletons(LOBBY).map((key) => [key, LOBBY]));
  /** By sender and cid. */
  readonly #firstByCid = new Map<string, Event>();
  readonly #people = new MemoryPeople();
  readonly #mentions = new MemoryMentions();
  #closed = false;

  async append(draft: Draft): Promise<Appended> {
    this.#mustBeOpen();
    return this.#append(draft);
  }

  #append(given: Draft): Appended {
    const draft = wellFormed(given);
    const key = draft.by === null ? undefined : JSON.stringify([draft.by, draft.cid]);
    const first = key === undefined ? undefined : this.#firstByCid.get(key);
    if (first) return { event: this.#duplicate(first, draft), duplicate: true };

    const room = this.#room(draft.room);
    const target = this.#target(room, draft);
    if (!this.#rooms.has(draft.room)) this.#addRoom(draft.room);
    const isReaction = draft.type === 'reacted' || draft.type === 'unreacted';
    const counted = isReaction ? { count: room.reactionsTo(draft.target).change(draft) } : {};
    const event = { ...draft, seq: room.head + 1, ...counted } as Event;
    if (event.type !== 'reacted' && event.type !== 'unreacted') this.#updateMentions(event, target);
    room.add(event);
    this.#rooms.set(draft.room, room);
    if (key !== undefined) this.#firstByCid.set(key, event);
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

  async page(room: string, position: PagePosition, limit: number): Promise<Page> {
    this.#mustBeOpen();
    const { events, messages, head, topic } = this.#room(room);
    const all = [...messages.values()];
    const [index, older, newer] = pageSplit(all, events, position, limit);
    const maxBytes = older > 0 && newer > 0 ? MAX_PAGE_BYTES / 2 : MAX_PAGE_BYTES;
    const before = takePage(all.slice(0, index).reverse(), older, maxBytes);
    const from = takePage(all.slice(index), newer, maxBytes);
    const page = [...before.taken.reverse(), ...from.taken];
    const cid = events.at(-1)?.cid;
    const end = { head, ...(cid !== undefined && { cid }), topic };
    return { messages: page, older: before.more, newer: from.more, ...end };
  }

  async rooms(limit: number): Promise<StoredRoom[]> {
    this.#mustBeOpen();
    return [...this.#rooms]
      .map(([room, { head, lastAt }]) => ({ room, head, lastAt }))
      .reverse()
      .sort((a, b) => b.lastAt - a.lastAt)
      .slice(0, limit);
  }

  async claimName(claim: NameClaim): Promise<NameResult> {
    this.#mustBeOpen();
    return this.#people.claim(claim);
  }

  async rename(rename: Rename): Promise<RenameResult> {
    this.#mustBeOpen();
    const refused = this.#people.rename(rename);
    if (refused) return refused;
    const due = rename.notices.filter(({ room, by }) =>
      this.#room(room).events.some((event) => event.by === by && introduces(event)),
    );
    return { given: true, notices: due.map((notice) => this.#append(notice).event) };
  }

  async nameHolder(skeletons: readonly string[], at: number): Promise<Person | undefined> {
    this.#mustBeOpen();
    return this.#people.keeper(skeletons, at);
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
    const unread = others.filter((message) => !isNotice(message) && !message.deleted);
    const items = person === null ? [] : this.#mentions.of(person);
    const mentions = items.filter((item) => item.room === room && item.seq > after);
    const count = Math.max(unread.length, mentions.length);
    return { head, messages: Math.min(count, limit), mentions: Math.min(mentions.length, limit) };
  }

  async mentions(person: string, before: number | undefined, limit: number): Promise<MentionList> {
    this.#mustBeOpen();
    const all = this.#mentions.of(person, before);
    const items = all.slice(0, limit).map(({ id, room, seq }) => {
      return { id, room, message: this.#room(room).messages.get(seq)! };
    });
    return { items, older: all.length > limit };
  }

  async reactions(room: string, target: number): Promise<ReactionList | undefined> {
    this.#mustBeOpen();
    const message = this.#room(room).messages.get(target);
    return message && { revision: message.revision, reactions: this.#room(room).reactionsTo(target).list() };
  }

  async myReactions(room: string, person: string, targets: readonly number[]): Promise<MyReaction[]> {
    this.#mustBeOpen();
    const { messages } = this.#room(room);
    return targets.flatMap((target) => {
      const message = messages.get(target);
      if (!message) return [];
      return [{ target, revision: message.revision, emoji: this.#room(room).reactionsTo(target).chosenBy(person) }];
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new ChatError('stopping');
  }

  /** Throws `room_lookalike`. */
  #addRoom(name: string): void {
    const keys = skeletons(name);
    const others = keys.map((key) => this.#roomBySkeleton.get(key)).filter((room) => (room ?? name) !== name);
    if (others.length > 0) throw new ChatError('room_lookalike', { field: 'room' });
    for (const key of keys) this.#roomBySkeleton.set(key, name);
  }

  /** A new room is kept only once an event was added to it. */
  #room(name: string): MemoryRoom {
    return this.#rooms.get(name) ?? new MemoryRoom();
  }

  /** The message that the draft changes or answers. Throws the draft's refusal. */
  #target(room: MemoryRoom, draft: Draft): Message | undefined {
    const { messages } = room;
    const seq = draft.type === 'posted' ? draft.reply : draft.target;
    const message = seq === undefined ? undefined : messages.get(seq);
    const target = message && { by: message.by, notice: isNotice(message), deleted: message.deleted === true };
    const refusal = refuse(
      draft,
      target,
      () => draft.type === 'reacted' && room.reactionsTo(draft.target).isFull(draft.emoji, draft.by!),
    );
    if (refusal) throw new ChatError(refusal.refused, refusal.detail);
    return message;
  }

  /** Adds the mentions to the event, and updates the lists of the people who are mentioned now or were before. */
  #updateMentions(event: Extract<Event, { type: 'posted' | 'edited' | 'deleted' }>, target: Message | undefined): void {
    if (event.type === 'posted' && isNotice(event)) return;
    const { seq, by } = event.type === 'posted' ? event : target!;
    const mentions =
      event.type === 'deleted' ? [] : mentioned(possibleMentions(event.text), this.#people.longestHolder, by);
    if (event.type !== 'deleted' && mentions.length > 0) event.mentions = mentions;
    this.#mentions.replace(event.room, seq, mentions);
  }

  /** The first event with this sender and cid, in its current state. Throws the draft's refusal. */
  #duplicate({ room, seq }: Event, draft: Draft): Event {
    const { events, messages } = this.#room(room);
    const first = events[seq - 1]!;
    const textRemoved = messages.get(first.type === 'posted' ? seq : first.target)?.deleted === true;
    const refusal = refuseOtherContent(first, textRemoved, draft);
    if (refusal) throw new ChatError(refusal.refused, refusal.detail);
    return first;
  }
}
