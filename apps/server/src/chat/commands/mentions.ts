import type { Mentions } from '@hubbub/protocol/commands';
import { PAGE_MENTIONS } from '@hubbub/protocol/limits';
import { mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Where somebody was mentioned, in whatever room. */
export async function mentions(session: Session, { before }: Mentions): Promise<void> {
  const { id } = mustBePerson(session);
  const { items, older } = await session.hub.store.mentions(id, before, PAGE_MENTIONS);
  session.tell({ type: 'mentions', items, older });
}
