import type { Event, Message, Topic } from '@hubbub/protocol/events';
import { applyChange, applyToTopic, messageFrom, withoutText } from '@hubbub/protocol/reduce';

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

  /** Adds the next event, which must have been accepted. */
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
