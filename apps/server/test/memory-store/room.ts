import { isNotice, type Event, type Message, type Topic } from '@hubbub/protocol/events';
import { applyChange, applyToTopic, messageFrom, withoutText } from '@hubbub/protocol/reduce';
import { ChatError } from '../../src/chat/errors.ts';
import type { Draft } from '../../src/chat/ports.ts';
import { isFull } from './reactions.ts';

/** One room's log, and the messages that it adds up to. Objects that were handed out are never changed. */
export class MemoryRoom {
  /** The event with `seq` n is at index n - 1. */
  readonly events: Event[] = [];
  /** By `seq`, in its order. */
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

  /** Adds the next event, which `target` has accepted. */
  add(event: Event): void {
    this.events.push(event);
    this.topic = applyToTopic(this.topic, event);
    if (event.type === 'posted') this.messages.set(event.seq, messageFrom(event));
    else this.messages.set(event.target, applyChange(this.messages.get(event.target)!, event));
    if (event.type === 'deleted') this.#removeText(event.target);
  }

  #standing(seq: number): Message {
    const message = this.messages.get(seq);
    if (!message || isNotice(message)) throw new ChatError('no_such_message');
    return message;
  }

  #removeText(target: number): void {
    for (const [index, event] of this.events.entries()) {
      if (event.type !== 'posted' && event.type !== 'edited') continue;
      if ((event.type === 'posted' ? event.seq : event.target) === target) this.events[index] = withoutText(event);
    }
  }
}
