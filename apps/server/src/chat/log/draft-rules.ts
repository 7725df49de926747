import type { Event, Kind } from '@hubbub/protocol/events';
import type { Draft } from '../ports.ts';

/**
 * The draft and nothing else that may be with it, as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD. Done
 * before anything is compared or answered, so that what is heard now is what will be read later.
 */
export function wellFormed(draft: Draft): Draft {
  const { room, at, by } = draft;
  const cid = draft.cid.toWellFormed();
  switch (draft.type) {
    case 'posted': {
      const { type, name, kind, reply } = draft;
      const text = draft.text.toWellFormed();
      const said: Draft = { type, room, at, by, cid, name, text };
      if (kind !== undefined) said.kind = kind;
      if (reply !== undefined) said.reply = reply;
      return said;
    }
    case 'edited':
      return { type: draft.type, room, at, by, cid, target: draft.target, text: draft.text.toWellFormed() };
    case 'deleted':
      return { type: draft.type, room, at, by, cid, target: draft.target };
    case 'reacted': {
      const { type, target, name } = draft;
      return { type, room, at, by, cid, target, emoji: draft.emoji.toWellFormed(), name };
    }
    case 'unreacted':
      return { type: draft.type, room, at, by, cid, target: draft.target, emoji: draft.emoji.toWellFormed() };
  }
}

/**
 * Whether the draft says what `first`, which has its sender and cid, said. Once a deletion has emptied the text it is
 * not compared any more: keeping a hash would let short words be guessed, and a retry must still find its message.
 * What somebody is called may have changed meanwhile.
 */
export function isRepetition(first: Event, emptied: boolean, draft: Draft): boolean {
  const before: Said = first;
  const now: Said = draft;
  return (
    before.room === now.room &&
    before.type === now.type &&
    before.target === now.target &&
    before.kind === now.kind &&
    before.reply === now.reply &&
    before.emoji === now.emoji &&
    (emptied || before.text === now.text)
  );
}

/** What is compared. */
type Said = Pick<Event, 'room' | 'type'> & {
  target?: number;
  kind?: Kind;
  reply?: number;
  emoji?: string;
  text?: string;
};
