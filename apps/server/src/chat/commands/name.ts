import type { Command } from '@hubbub/protocol/commands';
import { ChatError } from '../errors.ts';
import { newSecret } from '../people/secrets.ts';
import type { Session } from '../session.ts';

/** Claims a name, which is held by the client's secret or by a new one. */
export async function name(session: Session, command: Command<'name'>): Promise<void> {
  const { hub } = session;
  if (session.participant !== null) throw new ChatError('name_set');
  const secret = command.secret ?? newSecret();
  const person = session.signIn(await hub.names.claim(command.name, secret, hub.now()));
  session.send({ type: 'named', me: person, secret });
}
