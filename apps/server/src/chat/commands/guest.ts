import type { Guest } from '../ports.ts';
import type { Session } from '../session.ts';

export async function guest(session: Session, command: Guest): Promise<void> {
  if (session.participant !== null) return;
  session.signInAsGuest(await session.hub.names.reserveGuest(command.name, session.hub.now()));
}
