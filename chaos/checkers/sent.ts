import { isTransient } from '@hubbub/client/errors';
import { type Checker, commandOf, describe, type Evidence } from '../recording/evidence.ts';
import { isEmptied, type LoggedEvent } from '../recording/logged-event.ts';

export const nothingIsMadeUp: Checker = {
  id: 'C2',
  property: 'Every event was sent by its sender, to its room, with its text, and was not refused.',
  *findViolations(evidence) {
    for (const [room, events] of evidence.log) {
      for (const event of events) {
        const wrong = difference(event, room, evidence);
        if (wrong) yield `${event.seq} of ${room} (${event.type}, ${event.cid}) ${wrong}`;
      }
    }
  },
};

function difference(event: LoggedEvent, room: string, { history }: Evidence): string | undefined {
  // Messages of plain connections cannot be deleted, so their texts always remain.
  const command = commandOf(event, history);
  if (!command) return 'was never sent';
  if (event.by !== null && !history.personIds.get(command.client)?.has(event.by))
    return `has another sender: ${describe(command)}`;
  if (command.room !== room || command.type !== event.type || command.target !== event.target)
    return `is not the command that was sent: ${describe(command)}`;
  // A lost message is sent again as it was shown, so with the text of its last edit.
  const { text } = command.lost ? (history.commands[event.commandId - 1] ?? command) : command;
  if (!isEmptied(event) && event.text !== text) return `has another text than was sent: ${describe(command)}`;
  // After a transient failure of the server, an earlier attempt may have succeeded without an acknowledgement.
  if (command.refused && !isTransient(command.refused)) return `was refused (${command.refused}): ${describe(command)}`;
  return undefined;
}
