import { isNotice, type Event, type Message, type Posted, type Topic } from '@hubbub/protocol/events';
import { ChatError } from '../../src/chat/errors.ts';
import type { Draft } from '../../src/chat/ports.ts';
import { asPosted, changed, isFull } from './messages.ts';

/** One room's log, and what it adds up to. */
export class MemoryRoom {
  /** The one with `seq` n is at n - 1. */
  readonly events: Event[] = [];
  /** By `seq`, which is also their order. */
  readonly messages = new Map<number, Message>();
  topic: Topic | null = null;

  get head(): number {
    return this.events.length;
  }

  get lastAt(): number {
    return this.events.at(-1)?.at ?? 0;
  }

  /** The message that the draft changes. Throws what it is refused with. */
  target(draft: Draft): Message | undefined {
    if (draft.type === 'posted') {
      if (draft.reply !== undefined) this.#standing(draft.reply);
      return undefined;
    }
    const message = this.#standing(draft.target);
    if (message.deleted) throw new ChatError('message_deleted');
    if (draft.type === 'edited' || draft.type === 'deleted') return message;
    if (draft.by === null) throw new ChatError('name_needed');
    if (draft.type === 'reacted' && isFull(message, draft.emoji, draft.by)) throw new ChatError('reactions_full');
    return message;
  }

  /** The next event, of which `target` has said that it can be. */
  add(event: Event): void {
    this.events.push(event);
    if (event.type === 'posted') this.#post(event);
    else this.messages.set(event.target, changed(this.messages.get(event.target)!, event));
    if (event.type === 'deleted') this.#empty(event.target);
  }

  #post(event: Posted): void {
    this.messages.set(event.seq, asPosted(event));
    const { kind, text, seq, at, by, name } = event;
    if (kind === 'topic') this.topic = text === '' ? null : { text, seq, at, by, name };
  }

  #standing(seq: number): Message {
    const message = this.messages.get(seq);
    if (!message || isNotice(message)) throw new ChatError('no_such_message');
    return message;
  }

  /** What is handed out is never changed afterwards, so it makes new events. */
  #empty(target: number): void {
    for (const [index, event] of this.events.entries()) {
      if (event.type !== 'posted' && event.type !== 'edited') continue;
      if ((event.type === 'posted' ? event.seq : event.target) !== target) continue;
      const { mentions: _, ...rest } = event;
      this.events[index] = { ...rest, text: '' };
    }
  }
}
