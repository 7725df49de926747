import { type Checker, commandOf, type Evidence } from '../recording/evidence.ts';
import { EMPTIED } from '../recording/fingerprint.ts';
import { isEmptied, type LoggedEvent } from '../recording/logged-event.ts';
import type { Observation } from '../recording/observations.ts';

export const everybodyGetsTheSame: Checker = {
  id: 'C5',
  property: 'Every client received the same event at the same seq, with the same text unless it was deleted.',
  *findViolations(evidence) {
    for (const observations of evidence.history.observations) {
      for (const row of observations.rows()) {
        const wrong = difference(row, observations.room, evidence);
        if (wrong) yield `${observations.client} in ${observations.room} at ${row.at} ms: ${wrong}`;
      }
    }
  },
};

function difference(row: Observation, room: string, evidence: Evidence): string | undefined {
  const { kind, seq, revision } = row;
  const events = evidence.bySeq(room);
  if (kind === 'event') {
    const event = events.get(seq);
    if (!event) return `got ${seq}, which is not there`;
    if (event.metadata !== row.metadata) return `got another event as ${seq} than the ${event.type} one that is there`;
    return sameText(row, event, evidence) ? undefined : `got another text at ${seq} than is there`;
  }
  if (kind === 'shown') {
    const posted = events.get(seq);
    const latest = events.get(revision);
    if (!posted || !latest) return `shows message ${seq} as of ${revision}, which is not there`;
    if (posted.metadata !== row.metadata) return `shows another message ${seq} than is there`;
    if (latest !== posted && latest.target !== seq)
      return `shows message ${seq} as of ${revision}, which is not about it`;
    return sameText(row, latest, evidence)
      ? undefined
      : `shows another text of message ${seq} than ${revision} gave it`;
  }
  if (kind !== 'line') return undefined;
  const command = evidence.history.commands[seq - 1];
  // A lost message is sent again as it was shown, so perhaps with the text of an edit that was lost as well.
  const isEdit = command?.type === 'edited' && command.lost;
  if ((command?.type !== 'posted' && !isEdit) || command.room !== room)
    return `received a text that was not sent there (${seq})`;
  if (!isEdit && !evidence.eventOf.has(command)) return `received a message that is not there (${seq})`;
  return command.text === row.text ? undefined : `received another text than was sent (${seq})`;
}

/** LOG-6: a message that was deleted may have been delivered with its text or without. */
function sameText({ text }: Observation, event: LoggedEvent, { history }: Evidence): boolean {
  if (text === event.text) return true;
  const command = commandOf(event, history);
  return isEmptied(event) && text !== EMPTIED && (text === command?.text || command?.lost === true);
}
