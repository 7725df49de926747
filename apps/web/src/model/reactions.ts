import type { Entry } from '@hubbub/client/client';
import type { Message, Reaction } from '@hubbub/protocol/events';
import type { Me } from '@hubbub/protocol/lines';

/** The reactions of a message as they will be once what this person did has arrived. */
export function reactionsOf(message: Message, doing: readonly Entry[], me: Me | null): readonly Reaction[] {
  let reactions: readonly Reaction[] = message.reactions ?? [];
  if (me === null) return reactions;
  for (const { type, emoji, state } of doing) {
    if (state !== 'waiting' || emoji === undefined) continue;
    reactions = type === 'react' ? withMine(reactions, emoji, me) : withoutMine(reactions, emoji, me);
  }
  return reactions;
}

function withMine(reactions: readonly Reaction[], emoji: string, { id, name }: Me): readonly Reaction[] {
  const there = reactions.find((reaction) => reaction.emoji === emoji);
  if (!there) return [...reactions, { emoji, people: [{ id, name }] }];
  if (there.people.some((person) => person.id === id)) return reactions;
  return reactions.map((each) => (each === there ? { emoji, people: [...each.people, { id, name }] } : each));
}

function withoutMine(reactions: readonly Reaction[], emoji: string, { id }: Me): readonly Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, people: each.people.filter((person) => person.id !== id) } : each))
    .filter(({ people }) => people.length > 0);
}
