import type { Event } from '@hubbub/protocol/events';
import type { Draft } from '../chat/ports.ts';

/**
 * The draft as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD. Done before anything is compared or
 * answered, so that what is heard now is what will be read later.
 */
export function wellFormed(draft: Draft): Draft {
  const cid = draft.cid.toWellFormed();
  if (draft.type === 'deleted') return { ...draft, cid };
  return { ...draft, cid, text: draft.text.toWellFormed() };
}

/**
 * Whether the draft says what `first`, which has its sender and cid, said. Once a deletion has emptied the text it is
 * not compared any more: keeping a hash would let short words be guessed, and a retry must still find its message.
 */
export function repeats(first: Event, emptied: boolean, draft: Draft): boolean {
  if (first.room !== draft.room || first.type !== draft.type) return false;
  if (first.type !== 'posted' && draft.type !== 'posted' && first.target !== draft.target) return false;
  if (first.type === 'deleted' || draft.type === 'deleted') return true;
  return emptied || first.text === draft.text;
}
