import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event, Posted, Reacted } from '@hubbub/protocol/events';
import type { RefusalDetail } from '../errors.ts';
import type { Draft } from '../ports.ts';

/** The message that a draft changes or answers, as it is before the draft. */
export interface Target {
  /** Its author; null for a plain connection, which nobody can prove to be. */
  by: string | null;
  notice: boolean;
  deleted: boolean;
}

/** Why a draft is not appended. Plain data, so that a store's worker can send it to the main thread. */
export interface DraftRefusal {
  refused: ErrorCode;
  detail?: RefusalDetail;
}

/**
 * The refusal of a draft that is no duplicate, or undefined. Decided before anything is written. `target` is undefined
 * when the room has no message with that `seq`; `areReactionsFull` is called only for a reaction that is otherwise fine.
 */
export function refuse(
  draft: Draft,
  target: Target | undefined,
  areReactionsFull: () => boolean,
): DraftRefusal | undefined {
  if (draft.tooLong) return { refused: 'text_too_long', detail: { field: 'text' } };
  const missing = target === undefined || target.notice;
  switch (draft.type) {
    case 'posted':
      return draft.reply !== undefined && missing ? { refused: 'no_such_message' } : undefined;
    case 'edited':
    case 'deleted':
      if (missing) return { refused: 'no_such_message', detail: { field: 'target' } };
      if (target.by === null || target.by !== draft.by) return { refused: 'not_yours', detail: { field: 'target' } };
      return target.deleted ? { refused: 'message_deleted' } : undefined;
    case 'reacted':
    case 'unreacted':
      if (missing) return { refused: 'no_such_message' };
      if (target.deleted) return { refused: 'message_deleted' };
      if (draft.by === null) return { refused: 'name_needed' };
      return draft.type === 'reacted' && areReactionsFull() ? { refused: 'reactions_full' } : undefined;
  }
}

/**
 * The refusal of a draft whose sender has used its cid before, for the event `first`; undefined when the draft is a
 * retry of it. Once a deletion has removed the text it is not compared any more: keeping a hash would let short texts
 * be guessed, and a retry must still find its event. Names are not compared, because the sender may have been renamed.
 */
export function refuseOtherContent(first: Event, textRemoved: boolean, draft: Draft): DraftRefusal | undefined {
  const before: DraftFields = first;
  const now: DraftFields = draft;
  const same =
    (['room', 'type', 'target', 'kind', 'reply', 'emoji'] as const).every((field) => before[field] === now[field]) &&
    (textRemoved || before.text === now.text);
  return same ? undefined : { refused: 'cid_reused' };
}

/** The fields of all types of drafts. */
export type DraftFields = Pick<Draft, 'room' | 'type'> &
  Partial<Pick<Posted, 'name' | 'text' | 'kind' | 'reply'> & Pick<Reacted, 'target' | 'emoji'>>;

/** The author has written in the room with this draft, so that a new name is announced there. */
export function introduces(draft: Draft): boolean {
  return draft.by !== null && (draft.type === 'reacted' || (draft.type === 'posted' && draft.kind !== 'renamed'));
}

/**
 * A copy without mentions, which only the store finds, and with half surrogate pairs replaced by U+FFFD, which UTF-8
 * cannot hold. Done before anything is compared or answered, so that what is broadcast now equals what is read later.
 */
export function wellFormed(draft: Draft): Draft {
  const { mentions: _found, ...copy }: Draft & { mentions?: unknown } = draft;
  copy.cid = copy.cid.toWellFormed();
  if ('text' in copy) copy.text = copy.text.toWellFormed();
  if ('emoji' in copy) copy.emoji = copy.emoji.toWellFormed();
  return copy;
}
