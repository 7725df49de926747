import type { Name } from '@hubbub/protocol/commands';
import { ChatError } from '../errors.ts';
import type { Session } from '../session.ts';

/** Takes a name and gives the secret that holds it. */
export async function name(session: Session, command: Name): Promise<void> {
  const { chat } = session;
  if (session.person !== null) throw new ChatError('name_set');
  const { person, secret } = await chat.names.claim(command.name, chat.now());
  if (session.closed) return;
  session.becomes(person);
  session.tell({ type: 'named', me: person, secret });
}
