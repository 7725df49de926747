import type { Malformed } from '../ports.ts';
import type { Session } from '../session.ts';

/** Refuses a line that is no command. Its place among the commands is kept. */
export function malformed(session: Session, { error, command }: Malformed): void {
  session.refuse(error, command);
}
