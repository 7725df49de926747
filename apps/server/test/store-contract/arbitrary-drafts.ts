import fc from 'fast-check';
import type { Event } from '@hubbub/protocol/events';
import type { Draft } from '../../src/chat/ports.ts';
import { deleted, edited, posted, reacted, unreacted } from './drafts.ts';

/** Makes a draft. Many drafts miss their target, as those of retries and late clients do. */
export type MakeDraft = (room: string, cid: string) => Draft;
/** Describes the draft in fast-check's counterexamples. */
function described(description: string, make: MakeDraft): MakeDraft {
  return Object.assign(make, { [fc.toStringMethod]: () => description });
}
/** Mostly low numbers, so that one message is changed repeatedly. */
const target = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 }));
/** Nobody has these names unless a test claims them. */
const text = fc.constantFrom('one', 'two', '三', '', '@bob', '@cy and @bob', 'bob@cy');
const kind = fc.constantFrom(undefined, undefined, undefined, 'action', 'topic', 'renamed');
const reply = fc.oneof(fc.constant(undefined), fc.constant(undefined), target);
const emoji = fc.constantFrom('👍', '🎉', '❤️');
const person = fc.constantFrom('ann', 'bob');
/** One arbitrary per type of event. The type check fails until a new type has one. */
const byType = {
  posted: fc.tuple(text, kind, reply).map(([text, kind, reply]) =>
    described(`post ${kind ?? ''} "${text}" ${reply === undefined ? '' : `in reply to ${reply}`}`, (room, cid) => {
      return { ...posted(room, cid, text), ...(kind && { kind }), ...(reply !== undefined && { reply }) };
    }),
  ),
  edited: fc
    .tuple(target, text)
    .map(([seq, text]) => described(`edit ${seq} to "${text}"`, (room, cid) => edited(room, cid, seq, text))),
  deleted: target.map((seq) => described(`delete ${seq}`, (room, cid) => deleted(room, cid, seq))),
  reacted: fc
    .tuple(target, emoji, person)
    .map(([seq, face, by]) => described(`${by}: ${face} ${seq}`, (room, cid) => reacted(room, cid, seq, face, by))),
  unreacted: fc
    .tuple(target, emoji, person)
    .map(([seq, face, by]) =>
      described(`${by}: no ${face} ${seq}`, (room, cid) => unreacted(room, cid, seq, face, by)),
    ),
} satisfies Record<Event['type'], fc.Arbitrary<MakeDraft>>;
/** Mostly posts, so that there is something to change. */
export const makeDraft: fc.Arbitrary<MakeDraft> = fc.oneof(
  byType.posted,
  byType.posted,
  byType.posted,
  byType.reacted,
  byType.edited,
  ...Object.values(byType),
);
export const eventTypes = Object.keys(byType);
