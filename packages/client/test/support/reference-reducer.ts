import type { Event, Message, Person, Topic } from '@hubbub/protocol/events';
import { REACTION_SAMPLE_COUNT } from '@hubbub/protocol/limits';

type ReactionEvent = Extract<Event, { emoji: string }>;

/** The messages that a room shows after these events: the simplest implementation of the rules. */
export function reduceEvents(events: readonly Event[]): Message[] {
  const messages = new Map<number, Message>();
  const people = new Map<number, People>();
  for (const event of events) {
    if (event.type === 'posted') {
      const { type: _type, room: _room, ...message } = event;
      messages.set(event.seq, { ...message, revision: event.seq });
      continue;
    }
    const { target, seq: revision } = event;
    const { mentions, reactions: _reactions, ...message } = messages.get(target)!;
    const before = people.get(target) ?? new Map();
    if (event.type === 'deleted') messages.set(target, { ...message, text: '', revision, deleted: true });
    else if (event.type === 'edited') {
      const { text, at: editedAt } = event;
      const found = event.mentions ? { mentions: event.mentions } : {};
      messages.set(target, { ...message, text, revision, editedAt, ...found, ...reactionsOf(before) });
    } else {
      people.set(target, changeReactions(before, event));
      messages.set(target, {
        ...message,
        revision,
        ...(mentions && { mentions }),
        ...reactionsOf(people.get(target)!),
      });
    }
  }
  return [...messages.values()];
}

/** Everybody under each emoji of a message, and those of them whom the message lists. */
type People = Map<string, { everybody: Person[]; listed: Person[] }>;

/** Each person once under each emoji; the emoji in the order of their first reactions. */
function changeReactions(people: People, { type, emoji, by, ...event }: ReactionEvent): People {
  const { everybody, listed } = people.get(emoji) ?? { everybody: [], listed: [] };
  const hasReacted = everybody.some(({ id }) => id === by);
  if (hasReacted === (type === 'reacted')) return people;
  const person = { id: by!, name: 'name' in event ? event.name : '' };
  const without = (list: Person[]) => list.filter(({ id }) => id !== by);
  const after =
    type === 'unreacted'
      ? { everybody: without(everybody), listed: without(listed) }
      : { everybody: [...everybody, person], listed: [...listed, person].slice(0, REACTION_SAMPLE_COUNT) };
  const changed: People = new Map([...people, [emoji, after] as const]);
  return new Map([...changed].filter(([, { everybody }]) => everybody.length > 0));
}

function reactionsOf(people: People): Pick<Message, 'reactions'> {
  const reactions = [...people].map(([emoji, { everybody, listed }]) => {
    return { emoji, count: everybody.length, people: listed };
  });
  return reactions.length > 0 ? { reactions } : {};
}

/** The event with the number of people under its emoji, if it is a reaction to a message of this log. */
export function counted<E extends object>(log: readonly Event[], event: E): E & { count?: number } {
  if (!('emoji' in event) || !('target' in event)) return event;
  const reactions = log.filter((each) => 'emoji' in each && each.target === event.target) as ReactionEvent[];
  const people = [...reactions, event as unknown as ReactionEvent].reduce(changeReactions, new Map() as People);
  return { ...event, count: people.get(event.emoji as string)?.everybody.length ?? 0 };
}

/** The topic after these events. */
export function topicAfter(events: readonly Event[]): Topic | null {
  const newest = events.findLast((event) => event.type === 'posted' && event.kind === 'topic');
  if (newest?.type !== 'posted' || newest.text === '') return null;
  const { text, seq, at, by, name } = newest;
  return { text, seq, at, by, name };
}

/** LOG-6: the log as the server returns it: deleted messages and their edits have no text. */
export function readBack(events: readonly Event[]): Event[] {
  const deleted = new Set(events.flatMap((event) => (event.type === 'deleted' ? [event.target] : [])));
  return events.map((event) => {
    if (event.type !== 'posted' && event.type !== 'edited') return event;
    if (!deleted.has(event.type === 'posted' ? event.seq : event.target)) return event;
    const { mentions: _mentions, ...rest } = event;
    return { ...rest, text: '' };
  });
}

/**
 * The messages from the first of these to the last, at this head; with `open`, also those after the last. A
 * page may bring a newer revision than the head has, and a message that will be deleted may have lost its text (LOG-6).
 */
export function expectedMessages(
  events: readonly Event[],
  head: number,
  shown: readonly Message[],
  open = true,
): Message[] {
  const deleted = new Set(events.flatMap((event) => (event.type === 'deleted' ? [event.target] : [])));
  const bySeq = new Map(shown.map((message) => [message.seq, message]));
  const first = shown[0]?.seq ?? 0;
  const last = open ? Infinity : (shown.at(-1)?.seq ?? 0);
  return reduceEvents(events.slice(0, head)).flatMap((message) => {
    if (message.seq < first || message.seq > last) return [];
    const { revision = 0, text } = bySeq.get(message.seq) ?? {};
    const messages = revision > head ? reduceEvents(events.slice(0, revision)) : [message];
    const expected = messages.find(({ seq }) => seq === message.seq)!;
    if (!deleted.has(message.seq) || text !== '') return [expected];
    const { mentions: _mentions, ...withoutText } = expected;
    return [{ ...withoutText, text }];
  });
}
