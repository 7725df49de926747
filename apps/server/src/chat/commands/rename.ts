import type { Command } from '@hubbub/protocol/commands';
import { mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Changes the person's name. All their sessions get the new identity; if nothing changes, only this one replies. */
export async function rename(session: Session, command: Command<'rename'>): Promise<void> {
  const { id } = mustBePerson(session);
  if (!(await session.hub.people.rename(session, id, command.name))) session.sendIdentity();
}
