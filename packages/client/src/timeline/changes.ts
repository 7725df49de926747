import type { Event, Message, Posted, Reacted, Reaction, Unreacted } from '@hubbub/protocol/events';

/** An event that changes a message. */
export type Change = Exclude<Event, Posted>;

const changes: ReadonlySet<string> = new Set<Change['type']>(['edited', 'deleted', 'reacted', 'unreacted']);

/** Not so is what a newer server may say and this client does not know. */
export function isChange(event: Event): event is Change {
  return changes.has(event.type);
}

export function messageOf({ seq, at, by, name, cid, text, kind, reply, mentions }: Posted): Message {
  return {
    seq,
    at,
    by,
    name,
    cid,
    text,
    revision: seq,
    ...(kind && { kind }),
    ...(reply !== undefined && { reply }),
    ...(mentions?.length && { mentions }),
  };
}

/**
 * The message after this. A page that brought it may have been read later: an event at or below its revision is in it
 * already.
 */
export function changed(before: Message, event: Change): Message {
  if (event.seq <= before.revision) return before;
  const { seq: revision } = event;
  const { mentions, reactions, ...rest } = before;
  switch (event.type) {
    case 'edited': {
      const { text, at: editedAt } = event;
      const found = event.mentions?.length ? { mentions: event.mentions } : {};
      return { ...rest, text, revision, editedAt, ...found, ...(reactions && { reactions }) };
    }
    case 'deleted':
      return { ...rest, text: '', revision, deleted: true };
    default: {
      const left = event.type === 'reacted' ? added(reactions, event) : taken(reactions, event);
      return { ...rest, revision, ...(mentions && { mentions }), ...(left.length > 0 && { reactions: left }) };
    }
  }
}

/** The reactions after somebody has reacted. */
export function added(
  reactions: readonly Reaction[] = [],
  { by, name, emoji }: Pick<Reacted, 'by' | 'name' | 'emoji'>,
): Reaction[] {
  const person = by === null ? [] : [{ id: by, name }];
  const there = reactions.find((reaction) => reaction.emoji === emoji);
  if (!there) return [...reactions, ...(person.length > 0 ? [{ emoji, people: person }] : [])];
  if (there.people.some(({ id }) => id === by)) return [...reactions];
  return reactions.map((each) => (each === there ? { emoji, people: [...each.people, ...person] } : each));
}

/** The reactions after somebody has taken one back. */
export function taken(reactions: readonly Reaction[] = [], { by, emoji }: Pick<Unreacted, 'by' | 'emoji'>): Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, people: each.people.filter(({ id }) => id !== by) } : each))
    .filter(({ people }) => people.length > 0);
}
