import type { Edited, Event, Message, Posted, Reacted, Reaction, Topic, Unreacted } from './events.ts';
import { REACTION_SAMPLE_COUNT } from './limits.ts';

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

/**
 * Each person counts once under each emoji, under the name that they had when they first chose it. Somebody who is
 * not in the sample joins it while it has room, so that it follows from the sample before and the event.
 */
export function addReaction(
  reactions: readonly Reaction[] = [],
  { by, name, emoji, count }: Pick<Reacted, 'by' | 'name' | 'emoji' | 'count'>,
): Reaction[] {
  const existing = reactions.find((reaction) => reaction.emoji === emoji);
  if (by === null || existing?.count === count) return [...reactions];
  const person = { id: by, name };
  if (!existing) return [...reactions, { emoji, count, people: [person] }];
  const people = existing.people.length < REACTION_SAMPLE_COUNT ? [...existing.people, person] : existing.people;
  return reactions.map((each) => (each === existing ? { emoji, count, people } : each));
}

/** An emoji that nobody is left under disappears. */
export function removeReaction(
  reactions: readonly Reaction[] = [],
  { by, emoji, count }: Pick<Unreacted, 'by' | 'emoji' | 'count'>,
): Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, count, people: each.people.filter(({ id }) => id !== by) } : each))
    .filter((each) => each.count > 0);
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
