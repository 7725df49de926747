import type { Entry } from '@hubbub/client';
import type { Message, Reaction, Person } from '@hubbub/protocol/events';
import { addReaction, removeReaction } from '@hubbub/protocol/reduce';

/** A message's reactions with this person's unconfirmed ones applied. */
export function reactionsOf(message: Message, doing: readonly Entry[], me: Person | null): readonly Reaction[] {
  let reactions: readonly Reaction[] = message.reactions ?? [];
  if (me === null) return reactions;
  for (const { type, emoji, state } of doing) {
    if (state !== 'waiting' || emoji === undefined) continue;
    const mine = { by: me.id, name: me.name, emoji };
    reactions = type === 'react' ? addReaction(reactions, mine) : removeReaction(reactions, mine);
  }
  return reactions;
}
