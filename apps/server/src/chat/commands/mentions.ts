import type { Command } from '@hubbub/protocol/commands';
import { PAGE_MENTIONS } from '@hubbub/protocol/limits';
import { mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Sends a page of the person's mentions, in all rooms. */
export async function mentions(session: Session, { before }: Command<'mentions'>): Promise<void> {
  const { id } = mustBePerson(session);
  const { items, older } = await session.hub.store.mentions(id, before, PAGE_MENTIONS);
  session.send({ type: 'mentions', items, older });
}
