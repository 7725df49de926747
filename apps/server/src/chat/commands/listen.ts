import type { Listen } from '../ports.ts';
import type { Session } from '../session.ts';

export async function listen(session: Session, command: Listen): Promise<void> {
  session.join(await session.hub.openRoom(command.room));
}
