import fc from 'fast-check';
import type { Event } from '@hubbub/protocol/events';
import { ChatError } from '../../chat/errors.ts';
import type { Draft, NameClaim, Page, Store } from '../../chat/ports.ts';

/** What ann says, who says everything in these tests. */
export function posted(room: string, cid: string, text = 'words', at = 1): Draft & { type: 'posted' } {
  return { type: 'posted', room, at, by: 'ann', cid, name: 'ann', text };
}

export function edited(room: string, cid: string, target: number, text = 'better words', at = 1): Draft {
  return { type: 'edited', room, at, by: 'ann', cid, target, text };
}

export function deleted(room: string, cid: string, target: number, at = 1): Draft {
  return { type: 'deleted', room, at, by: 'ann', cid, target };
}

export function claim(id: string, skeletons: string[]): NameClaim {
  return { id, name: `name ${id}`, skeletons, secretHash: `secret ${id}`, at: 1 };
}

/** All at once, as a busy server does. */
export async function append(store: Store, ...drafts: Draft[]): Promise<Event[]> {
  const appended = await Promise.all(drafts.map((draft) => store.append(draft)));
  return appended.map(({ event }) => event);
}

export function refused(store: Store, draft: Draft): Promise<string> {
  return store.append(draft).then(() => 'written', code);
}

export function code(error: unknown): string {
  if (error instanceof ChatError) return error.code;
  throw error;
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export const nothing: Page = { messages: [], older: false, newer: false, head: 0 };

/** One thing done in a room; many of them miss their target, as retries and late clients do. */
export type Step = (room: string, cid: string) => Draft;
/** A function whose counterexample can be read. */
function legible(says: string, step: Step): Step {
  return Object.assign(step, { [fc.toStringMethod]: () => says });
}
/** Mostly the first ones, so that one message is changed again and again. */
const target = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 }));
const text = fc.constantFrom('one', 'two', '三', '');
/** One for every kind of event: a new kind is drawn wherever these are as soon as it is here, and is missed until then. */
const kinds = {
  posted: text.map((said) => legible(`post "${said}"`, (room, cid) => posted(room, cid, said))),
  edited: fc
    .tuple(target, text)
    .map(([seq, said]) => legible(`edit ${seq} to "${said}"`, (room, cid) => edited(room, cid, seq, said))),
  deleted: target.map((seq) => legible(`delete ${seq}`, (room, cid) => deleted(room, cid, seq))),
} satisfies Record<Event['type'], fc.Arbitrary<Step>>;
export const step: fc.Arbitrary<Step> = fc.oneof(kinds.posted, kinds.posted, kinds.edited, ...Object.values(kinds));
export const kindsOfEvents = Object.keys(kinds);
