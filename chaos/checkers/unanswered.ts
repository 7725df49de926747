import { isTransient } from '@hubbub/client/errors';
import { type Evidence, describe } from '../recording/evidence.ts';

/** Every command of a client that gets acknowledgements must be answered, or be in the room. */
export function unanswered({ history, eventOf }: Evidence): string[] {
  return history.commands.flatMap((command) => {
    if (command.cid === '' || command.lost || command.ackedAt !== Infinity || eventOf.has(command)) return [];
    if (command.refused === undefined) return [`vanished: ${describe(command)}`];
    // Changing a message that the same client has just deleted is refused rightly.
    if (command.refused === 'message_deleted') return [];
    return [`${isTransient(command.refused) ? 'given up' : 'refused'} (${command.refused}): ${describe(command)}`];
  });
}
