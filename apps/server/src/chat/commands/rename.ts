import type { Rename } from '@hubbub/protocol/commands';
import { mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Takes another name. Every window of the person is told who it is then; where nothing changes, only this one. */
export async function rename(session: Session, command: Rename): Promise<void> {
  const { id } = mustBePerson(session);
  if (!(await session.hub.renames.rename(id, command.name))) session.tellMe();
}
