import type { Name } from '@hubbub/protocol/commands';
import { ChatError } from '../errors.ts';
import { mustBePerson } from '../permissions.ts';
import type { Session } from '../session.ts';

/** Takes a name, held by the client's secret or by one made for it. */
export async function name(session: Session, command: Name): Promise<void> {
  const { hub } = session;
  if (session.person !== null) throw new ChatError('name_set');
  const secret = command.secret ?? hub.names.newSecret();
  const person = await hub.names.claim(command.name, secret, hub.now());
  session.becomes(person);
  session.tell({ type: 'named', me: mustBePerson(session), secret });
}
