import { isNotice, type Event, type Message, type Topic } from '@hubbub/protocol/events';
import { applyChange, applyToTopic, messageFrom, withoutText } from '@hubbub/protocol/reduce';
import { ChatError } from '../../src/chat/errors.ts';
import { refuse, type DraftRefusal } from '../../src/chat/log/draft-rules.ts';
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

  /** The message that the draft changes, as far as there is one. Throws the draft's refusal. */
  target(draft: Draft): Message | undefined {
    const seq = draft.type === 'posted' ? draft.reply : draft.target;
    const message = seq === undefined ? undefined : this.messages.get(seq);
    const target = message && { by: message.by, notice: isNotice(message), deleted: message.deleted === true };
    const areReactionsFull = (): boolean => draft.type === 'reacted' && isFull(message!, draft.emoji, draft.by!);
    rejectRefused(refuse(draft, target, areReactionsFull));
    return draft.type === 'posted' ? undefined : message;
  }

  /** Adds the next event, which `target` has accepted. */
  add(event: Event): void {
    this.events.push(event);
    this.topic = applyToTopic(this.topic, event);
    if (event.type === 'posted') this.messages.set(event.seq, messageFrom(event));
    else this.messages.set(event.target, applyChange(this.messages.get(event.target)!, event));
    if (event.type === 'deleted') this.#removeText(event.target);
  }

  #removeText(target: number): void {
    for (const [index, event] of this.events.entries()) {
      if (event.type !== 'posted' && event.type !== 'edited') continue;
      if ((event.type === 'posted' ? event.seq : event.target) === target) this.events[index] = withoutText(event);
    }
  }
}

export function rejectRefused(refusal: DraftRefusal | undefined): void {
  if (refusal) throw new ChatError(refusal.refused, refusal.detail);
}
