import type { Event, Message, Topic } from '@hubbub/protocol/events';
import { applyChange, applyToTopic, messageFrom, withoutText } from '@hubbub/protocol/reduce';
import { MemoryReactions } from './reactions.ts';

/** One room's log, and the messages that it adds up to. Objects that were handed out are never changed. */
export class MemoryRoom {
  /** The event with `seq` n is at index n - 1. */
  readonly events: Event[] = [];
  /** By `seq`, in its order. */
  readonly messages = new Map<number, Message>();
  readonly #reactions = new Map<number, MemoryReactions>();
  topic: Topic | null = null;

  get head(): number {
    return this.events.length;
  }

  get lastAt(): number {
    return this.events.at(-1)?.at ?? 0;
  }

  /** The reactions to the message with this `seq`. */
  reactionsTo(target: number): MemoryReactions {
    const reactions = this.#reactions.get(target) ?? new MemoryReactions();
    this.#reactions.set(target, reactions);
    return reactions;
  }

  /** Adds the next event, which must have been accepted. */
  add(event: Event): void {
    this.events.push(event);
    this.topic = applyToTopic(this.topic, event);
    if (event.type === 'posted') this.messages.set(event.seq, messageFrom(event));
    else this.messages.set(event.target, applyChange(this.messages.get(event.target)!, event));
    if (event.type !== 'deleted') return;
    this.#removeText(event.target);
    this.reactionsTo(event.target).clear();
  }

  #removeText(target: number): void {
    for (const [index, event] of this.events.entries()) {
      if (event.type !== 'posted' && event.type !== 'edited') continue;
      if ((event.type === 'posted' ? event.seq : event.target) === target) this.events[index] = withoutText(event);
    }
  }
}
