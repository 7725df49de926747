import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import { pageOf } from './reference-page.ts';
import { counted, readBack, reduceEvents } from './reference-reducer.ts';
import { ann } from './fixtures.ts';

/** A command that appends an event to a room. */
export type ModelAction = Command<'send' | 'edit' | 'delete' | 'react' | 'unreact'>;
/** The event type that each action becomes. */
const eventTypes = {
  send: 'posted',
  edit: 'edited',
  delete: 'deleted',
  react: 'reacted',
  unreact: 'unreacted',
} as const;
type Unnumbered<E> = E extends Event ? Omit<E, 'seq' | 'at' | 'count'> : never;

/** Small, so that rooms have older pages. */
const PAGE_COUNT = 3;

/** The logs of a correct server's rooms, in each of its epochs. */
export class ModelLog {
  /** One map per epoch: the log of each room, with the text of messages that were deleted later. */
  readonly #histories: Map<string, readonly Event[]>[] = [new Map()];
  /** The events of ann's actions in this epoch, by cid. */
  #accepted = new Map<string, Event>();
  #clock = 0;

  get epoch(): string {
    return `history ${this.#histories.length}`;
  }

  /** With the text of messages that were deleted later. */
  log(room: string, epoch = this.epoch): readonly Event[] {
    return this.#histories[Number(epoch.split(' ')[1]) - 1]?.get(room) ?? [];
  }

  eventsAfter(room: string, after: number): Event[] {
    return readBack(this.log(room)).slice(after);
  }

  newest(room: string): Snapshot {
    const { newer: _newer, ...page } = this.page(room, 'newest');
    return page;
  }

  page(room: string, query: PageQuery | 'newest'): MessagePage {
    return pageOf(this.log(room), query, PAGE_COUNT, { room, epoch: this.epoch });
  }

  append(unnumbered: Unnumbered<Event>): Event {
    const log = this.log(unnumbered.room);
    const event = counted(log, { ...unnumbered, seq: log.length + 1, at: ++this.#clock }) as Event;
    this.#histories.at(-1)!.set(unnumbered.room, [...log, event]);
    return event;
  }

  /** Restores a backup that has only a part of every room. */
  restore(part: number): void {
    const backup = [...this.#histories.at(-1)!].map(([room, log]): [string, readonly Event[]] => {
      return [room, log.slice(0, Math.floor(log.length * part))];
    });
    this.#histories.push(new Map(backup));
    const kept = new Set(backup.flatMap(([, log]) => log));
    this.#accepted = new Map([...this.#accepted].filter(([, event]) => kept.has(event)));
  }

  /** LOG-3: the event of ann's action if it was sent before. */
  earlier(action: ModelAction): Event | 'cid_reused' | undefined {
    const earlier = this.#accepted.get(action.cid);
    if (!earlier) return undefined;
    const isSame = comparedFields.every((field) => valueOf(earlier, field) === valueOf(action, field));
    return earlier.type === eventTypes[action.type] && isSame ? earlier : 'cid_reused';
  }

  /** LOG-6, REPLY-1, KIND-1: ann's action as an event, or the code of its refusal. */
  apply(action: ModelAction): Event | ErrorCode {
    const { type, cid, ...fields } = action;
    const reply = action.type === 'send' ? action.reply : undefined;
    const messages = reduceEvents(this.log(action.room)).filter(({ kind }) => kind !== 'topic' && kind !== 'renamed');
    if (action.type === 'send') {
      if (reply !== undefined && !messages.some(({ seq }) => seq === reply)) return 'no_such_message';
    } else {
      const message = messages.find(({ seq }) => seq === action.target);
      if (!message) return 'no_such_message';
      if ((type === 'edit' || type === 'delete') && message.by !== ann.id) return 'not_yours';
      if (message.deleted) return 'message_deleted';
    }
    const named = type === 'send' || type === 'react' ? { name: ann.name } : {};
    const event = this.append({ ...fields, ...named, cid, by: ann.id, type: eventTypes[type] } as Unnumbered<Event>);
    this.#accepted.set(cid, event);
    return event;
  }
}

const comparedFields = ['room', 'text', 'target', 'kind', 'reply', 'emoji'] as const;

function valueOf(object: Event | ModelAction, field: (typeof comparedFields)[number]): unknown {
  return (object as Partial<Record<typeof field, unknown>>)[field];
}
