import fc from 'fast-check';
import type { Event } from '@hubbub/protocol/events';
import type { Draft } from '../../src/chat/ports.ts';
import { deleted, edited, posted, reacted, unreacted } from './drafts.ts';

/** One thing done in a room; many of them miss their target, as retries and late clients do. */
export type Step = (room: string, cid: string) => Draft;
/** A function whose counterexample can be read. */
function legible(says: string, step: Step): Step {
  return Object.assign(step, { [fc.toStringMethod]: () => says });
}
/** Mostly the first ones, so that one message is changed again and again. */
const target = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 }));
/** Nobody has these names unless a test gives them. */
const text = fc.constantFrom('one', 'two', '三', '', '@bob', '@cy and @bob', 'bob@cy');
const kind = fc.constantFrom(undefined, undefined, undefined, 'action', 'topic', 'renamed');
const answered = fc.oneof(fc.constant(undefined), fc.constant(undefined), target);
const emoji = fc.constantFrom('👍', '🎉', '❤️');
const person = fc.constantFrom('ann', 'bob');
/** One for every kind of event: a new kind is drawn wherever these are as soon as it is here, and is missed until then. */
const kinds = {
  posted: fc.tuple(text, kind, answered).map(([said, kind, reply]) =>
    legible(`post ${kind ?? ''} "${said}" ${reply === undefined ? '' : `in reply to ${reply}`}`, (room, cid) => {
      return { ...posted(room, cid, said), ...(kind && { kind }), ...(reply !== undefined && { reply }) };
    }),
  ),
  edited: fc
    .tuple(target, text)
    .map(([seq, said]) => legible(`edit ${seq} to "${said}"`, (room, cid) => edited(room, cid, seq, said))),
  deleted: target.map((seq) => legible(`delete ${seq}`, (room, cid) => deleted(room, cid, seq))),
  reacted: fc
    .tuple(target, emoji, person)
    .map(([seq, face, by]) => legible(`${by}: ${face} ${seq}`, (room, cid) => reacted(room, cid, seq, face, by))),
  unreacted: fc
    .tuple(target, emoji, person)
    .map(([seq, face, by]) => legible(`${by}: no ${face} ${seq}`, (room, cid) => unreacted(room, cid, seq, face, by))),
} satisfies Record<Event['type'], fc.Arbitrary<Step>>;
export const step: fc.Arbitrary<Step> = fc.oneof(
  kinds.posted,
  kinds.posted,
  kinds.posted,
  kinds.reacted,
  kinds.edited,
  ...Object.values(kinds),
);
export const kindsOfEvents = Object.keys(kinds);
