import type { Session } from '../session.ts';

/** A plain connection says its name. It is not asked for a secret, so the name is its own only while it is there. */
export interface Guest {
  type: 'guest';
  /** As `guestName` gave it. */
  name: string;
}

export async function guest(session: Session, command: Guest): Promise<void> {
  if (session.person !== null) return;
  session.becomesGuest(await session.hub.names.guest(command.name));
}
