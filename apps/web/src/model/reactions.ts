import type { Entry } from '@hubbub/client';
import type { Message, Reaction, Person } from '@hubbub/protocol/events';

/** A reaction as the page shows it. */
export interface ShownReaction extends Reaction {
  /** This person has chosen it; undefined while that is not known. */
  mine: boolean | undefined;
}

/**
 * A message's reactions with this person's unconfirmed ones applied. `chosen` are the emoji of this person, if they are
 * known. It is called only where a message lists a sample of the people that leaves it open.
 */
export function reactionsOf(
  message: Message,
  doing: readonly Entry[],
  me: Person | null,
  chosen: () => ReadonlySet<string> | undefined,
): readonly ShownReaction[] {
  let shown = (message.reactions ?? []).map((reaction): ShownReaction => {
    return { ...reaction, mine: me !== null && isMine(reaction, me, chosen) };
  });
  if (me === null) return shown;
  for (const { type, emoji, state } of doing) {
    if (state !== 'waiting' || emoji === undefined) continue;
    const adds = type === 'react';
    const before = shown.find((each) => each.emoji === emoji) ?? { emoji, count: 0, people: [], mine: false };
    if (before.mine === adds) continue;
    const others = before.people.filter(({ id }) => id !== me.id);
    const count = before.count + (adds ? 1 : -1);
    const after = { emoji, count, people: adds ? [...others, me] : others, mine: adds };
    shown = shown.includes(before) ? shown.map((each) => (each === before ? after : each)) : [...shown, after];
  }
  return shown.filter(({ count }) => count > 0);
}

/** The message lists only some of the people. */
export function isSample({ count, people }: Reaction): boolean {
  return count > people.length;
}

function isMine(
  reaction: Reaction,
  { id }: Person,
  chosen: () => ReadonlySet<string> | undefined,
): boolean | undefined {
  if (reaction.people.some((person) => person.id === id)) return true;
  return isSample(reaction) ? chosen()?.has(reaction.emoji) : false;
}
