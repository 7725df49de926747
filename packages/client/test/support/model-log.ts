import type { Delete, Edit, React, Send, Unreact } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import type { PageQuery } from '../../src/timeline/fetch-page.ts';
import { pageOf } from './reference-page.ts';
import { readBack, reduceEvents } from './reference-reducer.ts';
import { ann } from './fixtures.ts';

/** What changes a room. */
export type ModelAction = Send | Edit | Delete | React | Unreact;
/** What a deed becomes. */
const kinds = { send: 'posted', edit: 'edited', delete: 'deleted', react: 'reacted', unreact: 'unreacted' } as const;
type WithoutPlace<E> = E extends Event ? Omit<E, 'seq' | 'at'> : never;

/** Messages in a page: few, so that there are older ones. */
const PAGE = 3;

/** The logs of an honest server's rooms, in every history that it has had. */
export class ModelLog {
  /** By room, with the words that were deleted since. */
  readonly #histories: Map<string, readonly Event[]>[] = [new Map()];
  /** What ann's cids have come to in this history. */
  #firsts = new Map<string, Event>();
  #clock = 0;

  get epoch(): string {
    return `history ${this.#histories.length}`;
  }

  /** As it happened, with the words that were deleted since. */
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
    return pageOf(this.log(room), query, PAGE, { room, epoch: this.epoch });
  }

  append(what: WithoutPlace<Event>): Event {
    const log = this.log(what.room);
    const event: Event = { ...what, seq: log.length + 1, at: ++this.#clock };
    this.#histories.at(-1)!.set(what.room, [...log, event]);
    return event;
  }

  /** Takes up a backup that has only a part of every room. */
  restore(part: number): void {
    const backup = [...this.#histories.at(-1)!].map(([room, log]): [string, readonly Event[]] => {
      return [room, log.slice(0, Math.floor(log.length * part))];
    });
    this.#histories.push(new Map(backup));
    const kept = new Set(backup.flatMap(([, log]) => log));
    this.#firsts = new Map([...this.#firsts].filter(([, event]) => kept.has(event)));
  }

  /** LOG-3: what ann's deed came to when it was done before. */
  first(deed: ModelAction): Event | 'cid_reused' | undefined {
    const first = this.#firsts.get(deed.cid);
    if (!first) return undefined;
    const same = parts.every((part) => valueOf(first, part) === valueOf(deed, part));
    return first.type === kinds[deed.type] && same ? first : 'cid_reused';
  }

  /** LOG-6, REPLY-1, KIND-1: ann's deed, or why it may not be. */
  does(deed: ModelAction): Event | ErrorCode {
    const { type, cid, ...what } = deed;
    const reply = deed.type === 'send' ? deed.reply : undefined;
    const said = reduceEvents(this.log(deed.room)).filter(({ kind }) => kind !== 'topic' && kind !== 'renamed');
    if (deed.type === 'send') {
      if (reply !== undefined && !said.some(({ seq }) => seq === reply)) return 'no_such_message';
    } else {
      const message = said.find(({ seq }) => seq === deed.target);
      if (!message) return 'no_such_message';
      if ((type === 'edit' || type === 'delete') && message.by !== ann.id) return 'not_yours';
      if (message.deleted) return 'message_deleted';
    }
    const named = type === 'send' || type === 'react' ? { name: ann.name } : {};
    const event = this.append({ ...what, ...named, cid, by: ann.id, type: kinds[type] } as WithoutPlace<Event>);
    this.#firsts.set(cid, event);
    return event;
  }
}

const parts = ['room', 'text', 'target', 'kind', 'reply', 'emoji'] as const;

function valueOf(what: Event | ModelAction, part: (typeof parts)[number]): unknown {
  return (what as Partial<Record<typeof part, unknown>>)[part];
}
