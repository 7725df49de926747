import { isTransient } from '@hubbub/client/errors';
import { callOf, type Evidence, told } from '../recording/evidence.ts';
import { isEmptied, type Logged } from '../recording/logged-event.ts';
import type { Check } from './checker.ts';

export const nothingIsMadeUp: Check = {
  id: 'C2',
  says: 'What is there was sent: by this client, to this room, with this text, and it was not refused.',
  find: (evidence) => {
    const found: string[] = [];
    for (const [room, events] of evidence.log) {
      for (const event of events) {
        const wrong = difference(event, room, evidence);
        if (wrong) found.push(`${event.seq} of ${room} (${event.type}, ${event.cid}) ${wrong}`);
      }
    }
    return found;
  },
};

function difference(event: Logged, room: string, { history }: Evidence): string | undefined {
  // The words of a plain connection cannot be deleted, so theirs are always there.
  const call = callOf(event, history);
  if (!call) return 'was never sent';
  if (event.by !== null && !history.people.get(call.who)?.has(event.by)) return `is not by who sent it: ${told(call)}`;
  if (call.room !== room || call.type !== event.type || call.target !== event.target)
    return `is not what was asked for: ${told(call)}`;
  if (!isEmptied(event) && event.text !== call.text) return `has another text than was sent: ${told(call)}`;
  // After trouble of the server itself, an earlier attempt may have succeeded without anybody having heard of it.
  if (call.refused && !isTransient(call.refused)) return `was refused (${call.refused}): ${told(call)}`;
  return undefined;
}
