import type { Delete, Edit, Send } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event, Message } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import type { Snapshot } from '@hubbub/protocol/lines';
import { readBack, truth } from './truth.ts';
import { ann } from './visit.ts';

/** What changes a room. */
export type Deed = Send | Edit | Delete;
type WithoutPlace<E> = E extends Event ? Omit<E, 'seq' | 'at'> : never;

/** Messages in a page: few, so that there are older ones. */
const PAGE = 3;

/** The logs of an honest server's rooms, in every history that it has had. */
export class Histories {
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
    const { older, messages, head, epoch } = this.pageBefore(room, Infinity);
    return { room, epoch, head, messages, older };
  }

  pageBefore(room: string, before: number): MessagePage {
    const older: Message[] = truth(this.log(room)).filter(({ seq }) => seq < before);
    const head = this.log(room).length;
    return {
      room,
      epoch: this.epoch,
      head,
      messages: older.slice(-PAGE),
      older: older.length > PAGE,
      newer: head >= before,
    };
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
  first(deed: Deed): Event | 'cid_reused' | undefined {
    const first = this.#firsts.get(deed.cid);
    if (!first) return undefined;
    const kind = { send: 'posted', edit: 'edited', delete: 'deleted' }[deed.type];
    const same = (['room', 'text', 'target'] as const).every((part) => valueOf(first, part) === valueOf(deed, part));
    return first.type === kind && same ? first : 'cid_reused';
  }

  /** LOG-6: ann's deed, or why it may not be. */
  does(deed: Deed): Event | ErrorCode {
    const { room, cid } = deed;
    const common = { room, cid, by: ann.id };
    let event: Event;
    if (deed.type === 'send') event = this.append({ ...common, type: 'posted', name: ann.name, text: deed.text });
    else {
      const { target } = deed;
      const message = truth(this.log(room)).find(({ seq }) => seq === target);
      if (!message) return 'no_such_message';
      if (message.by !== ann.id) return 'not_yours';
      if (message.deleted) return 'message_deleted';
      if (deed.type === 'edit') event = this.append({ ...common, type: 'edited', target, text: deed.text });
      else event = this.append({ ...common, type: 'deleted', target });
    }
    this.#firsts.set(cid, event);
    return event;
  }
}

function valueOf(what: Event | Deed, part: 'room' | 'text' | 'target'): unknown {
  return (what as { room: string; text?: string; target?: number })[part];
}
