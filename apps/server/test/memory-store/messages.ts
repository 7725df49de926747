import type { Event, Message, Posted, Reaction } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';
import type { Person } from '../../src/chat/ports.ts';

/** What events add up to. What is handed out is never changed afterwards: a change makes a new message. */
export function asPosted({ seq, at, by, name, cid, text, kind, reply, mentions }: Posted): Message {
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
    ...(mentions && { mentions }),
  };
}

export function changed(message: Message, event: Exclude<Event, Posted>): Message {
  const { mentions, reactions, ...rest } = message;
  const now: Message = { ...rest, revision: event.seq };
  switch (event.type) {
    case 'deleted':
      return { ...now, text: '', deleted: true };
    case 'edited':
      return {
        ...now,
        text: event.text,
        editedAt: event.at,
        ...(event.mentions && { mentions: event.mentions }),
        ...(reactions && { reactions }),
      };
    case 'reacted':
    case 'unreacted': {
      const by = event.by!;
      const after =
        event.type === 'reacted'
          ? chosen(reactions ?? [], event.emoji, { id: by, name: event.name })
          : takenBack(reactions ?? [], event.emoji, by);
      return { ...now, ...(mentions && { mentions }), ...(after.length > 0 && { reactions: after }) };
    }
  }
}

/** Whether this reaction would be one more than a message can hold. A repetition is none. */
export function isFull({ reactions = [] }: Message, emoji: string, by: string): boolean {
  const same = reactions.find((each) => each.emoji === emoji);
  if (same?.people.some(({ id }) => id === by)) return false;
  if (!same && reactions.length >= MAX_EMOJI_PER_MESSAGE) return true;
  return reactions.reduce((sum, { people }) => sum + people.length, 0) >= MAX_REACTIONS_PER_MESSAGE;
}

function chosen(reactions: Reaction[], emoji: string, person: Person): Reaction[] {
  const same = reactions.find((each) => each.emoji === emoji);
  if (!same) return [...reactions, { emoji, people: [person] }];
  if (same.people.some(({ id }) => id === person.id)) return reactions;
  const more = { emoji, people: [...same.people, person] };
  return reactions.map((each) => (each === same ? more : each));
}

function takenBack(reactions: Reaction[], emoji: string, by: string): Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, people: each.people.filter(({ id }) => id !== by) } : each))
    .filter(({ people }) => people.length > 0);
}
