import type { Edited, Event, Message, Posted, Reacted, Reaction, Topic, Unreacted } from './events.ts';

/** An event that changes a message which was posted before. */
export type Change = Exclude<Event, Posted>;

const changeTypes: ReadonlySet<string> = new Set<Change['type']>(['edited', 'deleted', 'reacted', 'unreacted']);

/** False for a post, and for an event of a newer server's type: a client counts those and changes nothing. */
export function isChange(event: Event): event is Change {
  return changeTypes.has(event.type);
}

/** The message as it was posted. */
export function messageFrom({ type: _type, room: _room, mentions, ...post }: Posted): Message {
  return { ...post, revision: post.seq, ...(mentions?.length && { mentions }) };
}

/**
 * A new message with the change applied. Returns the same object when its revision already includes the event, as that
 * of a page which was read later does.
 */
export function applyChange(message: Message, event: Change): Message {
  if (event.seq <= message.revision) return message;
  const { seq: revision } = event;
  const { mentions: _mentions, ...unmentioned } = message;
  const { reactions, ...unreacted } = message;
  switch (event.type) {
    case 'edited': {
      const { text, at: editedAt, mentions } = event;
      return { ...unmentioned, text, revision, editedAt, ...(mentions?.length && { mentions }) };
    }
    case 'deleted': {
      const { reactions: _reactions, ...rest } = unmentioned;
      return { ...rest, text: '', revision, deleted: true };
    }
    default: {
      const after = event.type === 'reacted' ? addReaction(reactions, event) : removeReaction(reactions, event);
      return { ...unreacted, revision, ...(after.length > 0 && { reactions: after }) };
    }
  }
}

/** Each person counts once under each emoji, under the name that they had when they first chose it. */
export function addReaction(
  reactions: readonly Reaction[] = [],
  { by, name, emoji }: Pick<Reacted, 'by' | 'name' | 'emoji'>,
): Reaction[] {
  const person = by === null ? [] : [{ id: by, name }];
  const existing = reactions.find((reaction) => reaction.emoji === emoji);
  if (!existing) return [...reactions, ...(person.length > 0 ? [{ emoji, people: person }] : [])];
  if (existing.people.some(({ id }) => id === by)) return [...reactions];
  return reactions.map((each) => (each === existing ? { emoji, people: [...each.people, ...person] } : each));
}

/** An emoji that nobody is left under disappears. */
export function removeReaction(
  reactions: readonly Reaction[] = [],
  { by, emoji }: Pick<Unreacted, 'by' | 'emoji'>,
): Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, people: each.people.filter(({ id }) => id !== by) } : each))
    .filter(({ people }) => people.length > 0);
}

/** The room's topic after this event. An empty one takes the topic away. */
export function applyToTopic(topic: Topic | null, event: Event): Topic | null {
  if (event.type !== 'posted' || event.kind !== 'topic') return topic;
  const { text, seq, at, by, name } = event;
  return text === '' ? null : { text, seq, at, by, name };
}

/** How an event of a deleted message reads from then on (LOG-6). */
export function withoutText<E extends Posted | Edited>({ mentions: _mentions, ...event }: E): E {
  return { ...event, text: '' } as E;
}
