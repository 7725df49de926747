import type { Event, Message, Person } from '@hubbub/protocol/events';
import { ChatError, type RefusalDetail } from '../../src/chat/errors.ts';
import { skeletons } from '../../src/chat/people/skeletons.ts';
import type { Draft, NameClaim, Page, Rename, Store } from '../../src/chat/ports.ts';

/** Drafts by ann, the author of everything that names nobody else. */
export function posted(room: string, cid: string, text = 'words', at = 1): Draft & { type: 'posted' } {
  return { type: 'posted', room, at, by: 'ann', cid, name: 'ann', text };
}

export function edited(room: string, cid: string, target: number, text = 'better words', at = 1): Draft {
  return { type: 'edited', room, at, by: 'ann', cid, target, text };
}

export function deleted(room: string, cid: string, target: number, at = 1): Draft {
  return { type: 'deleted', room, at, by: 'ann', cid, target };
}

export function reacted(
  room: string,
  cid: string,
  target: number,
  emoji = '👍',
  by = 'ann',
): Draft & { type: 'reacted' } {
  return { type: 'reacted', room, at: 1, by, cid, target, emoji, name: by };
}

export function unreacted(room: string, cid: string, target: number, emoji = '👍', by = 'ann'): Draft {
  return { type: 'unreacted', room, at: 1, by, cid, target, emoji };
}

export function action(room: string, cid: string, text = 'waves'): Draft & { type: 'posted' } {
  return { ...posted(room, cid, text), kind: 'action' };
}

export function topic(room: string, cid: string, text = 'cats'): Draft & { type: 'posted' } {
  return { ...posted(room, cid, text), kind: 'topic' };
}

export function renamed(room: string, cid: string, text = 'Ann'): Draft & { type: 'posted' } {
  return { ...posted(room, cid, text), kind: 'renamed' };
}

export function reply(room: string, cid: string, to: number): Draft & { type: 'posted' } {
  return { ...posted(room, cid), reply: to };
}

export function claim(id: string, skeletons: string[]): NameClaim {
  return { id, name: `name ${id}`, skeletons, secretHash: `secret ${id}`, at: 1 };
}

/** Without a quarantine of the former name, and without notices. */
export function rename(id: string, name: string, skeletons: string[]): Rename {
  return { id, name, skeletons, at: 1, quarantineUntil: 0, notices: [] };
}

/** Claims these names. Each person's id is the name in lower case. */
export async function claimNames(store: Store, ...names: string[]): Promise<void> {
  const claims = names.map((name) => {
    const id = name.toLowerCase();
    return store.claimName({ id, name, skeletons: skeletons(name), secretHash: `secret of ${id}`, at: 1 });
  });
  for (const { given } of await Promise.all(claims)) if (!given) throw new Error('The name is taken.');
}

/** The message as a page shows it; undefined when the room has none with this `seq`. */
export async function messageAt(store: Store, room: string, seq: number): Promise<Message | undefined> {
  const { messages } = await store.page(room, { type: 'around', seq }, 1);
  return messages.find((message) => message.seq === seq);
}

export async function mentionsOf(store: Store, room: string, seq: number): Promise<Person[] | undefined> {
  return (await messageAt(store, room, seq))?.mentions;
}

/** Appends all drafts without waiting in between, as a busy server does. */
export async function append(store: Store, ...drafts: Draft[]): Promise<Event[]> {
  const appended = await Promise.all(drafts.map((draft) => store.append(draft)));
  return appended.map(({ event }) => event);
}

/** The code of the refusal, or `written`. */
export function refused(store: Store, draft: Draft): Promise<string> {
  return store.append(draft).then(() => 'written', code);
}

export function code(error: unknown): string {
  if (error instanceof ChatError) return error.code;
  throw error;
}

/** The code of the refusal and its detail. */
export function refusalOf(error: unknown): [code: string, detail: RefusalDetail] {
  if (error instanceof ChatError) return [error.code, error.detail];
  throw error;
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export const emptyPage: Page = { messages: [], older: false, newer: false, head: 0, topic: null };
