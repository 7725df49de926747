import type { Event, Message, Reaction, Topic } from '@hubbub/protocol/events';

/** The messages that a room shows after these events: the simplest implementation of the rules. */
export function reduceEvents(events: readonly Event[]): Message[] {
  const messages = new Map<number, Message>();
  for (const event of events) {
    if (event.type === 'posted') {
      const { type: _type, room: _room, ...message } = event;
      messages.set(event.seq, { ...message, revision: event.seq });
      continue;
    }
    const { target, seq: revision } = event;
    const { mentions, reactions = [], ...message } = messages.get(target)!;
    if (event.type === 'deleted') messages.set(target, { ...message, text: '', revision, deleted: true });
    else if (event.type === 'edited') {
      const { text, at: editedAt } = event;
      const found = event.mentions ? { mentions: event.mentions } : {};
      messages.set(target, { ...message, text, revision, editedAt, ...found, ...unlessEmpty(reactions) });
    } else
      messages.set(target, {
        ...message,
        revision,
        ...(mentions && { mentions }),
        ...unlessEmpty(changeReactions(reactions, event)),
      });
  }
  return [...messages.values()];
}

/** Each person once under each emoji; the emoji in the order of their first reactions. */
function changeReactions(reactions: readonly Reaction[], event: Extract<Event, { emoji: string }>): Reaction[] {
  const { type, emoji, by } = event;
  const others = (reactions.find((each) => each.emoji === emoji)?.people ?? []).filter(({ id }) => id !== by);
  const hasReacted = reactions.some((each) => each.emoji === emoji && each.people.some(({ id }) => id === by));
  if (type === 'reacted' && hasReacted) return [...reactions];
  const people = type === 'reacted' ? [...others, { id: by!, name: event.name }] : others;
  const peopleByEmoji = new Map([
    ...reactions.map((each) => [each.emoji, each.people] as const),
    [emoji, people] as const,
  ]);
  return [...peopleByEmoji].map(([emoji, people]) => ({ emoji, people })).filter((each) => each.people.length > 0);
}

function unlessEmpty(reactions: Reaction[]): { reactions?: Reaction[] } {
  return reactions.length > 0 ? { reactions } : {};
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
