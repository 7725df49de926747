import type { Command } from '@hubbub/protocol/commands';
import type { Session } from '../session.ts';

/** Signs in by a secret and replies with the identity. An unknown secret is no error: the database may be another. */
export async function hello(session: Session, command: Command<'hello'>): Promise<void> {
  if (command.secret !== undefined && session.participant === null) {
    const person = await session.hub.names.findBySecret(command.secret);
    if (person === undefined) session.budget.payAnyway('unknown_secret');
    else session.signIn(person);
  }
  session.sendIdentity();
}
