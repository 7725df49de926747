import type { Hello } from '@hubbub/protocol/commands';
import type { Session } from '../session.ts';

/** Says who the secret belongs to. A secret that nobody has is not an error: the database may be another one now. */
export async function hello(session: Session, command: Hello): Promise<void> {
  if (command.secret !== undefined && session.person === null) {
    const person = await session.hub.names.recognise(command.secret);
    if (person !== undefined) session.becomes(person);
  }
  session.tellMe();
}
