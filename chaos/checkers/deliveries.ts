import { bySeq, callOf, type Evidence } from '../recording/evidence.ts';
import { EMPTIED } from '../recording/fingerprint.ts';
import { isEmptied, type Logged } from '../recording/logged-event.ts';
import type { Row, Tape } from '../recording/observations.ts';
import type { Check } from './checker.ts';

export const everybodyGetsTheSame: Check = {
  id: 'C5',
  says: 'Whatever anybody was given at a seq is the event that is there in the end, its text unless deleted since.',
  find: (evidence) => {
    const found: string[] = [];
    const rooms = new Map([...evidence.log].map(([room, events]) => [room, bySeq(events)]));
    for (const tape of evidence.history.tapes) {
      const room = rooms.get(tape.room) ?? new Map<number, Logged>();
      for (const row of tape.rows()) {
        const wrong = difference(row, tape, room, evidence);
        if (wrong) found.push(`${tape.who} in ${tape.room} at ${row.at} ms: ${wrong}`);
      }
    }
    return found;
  },
};

function difference(row: Row, tape: Tape, room: Map<number, Logged>, evidence: Evidence): string | undefined {
  const { kind, seq, revision } = row;
  if (kind === 'event') {
    const event = room.get(seq);
    if (!event) return `got ${seq}, which is not there`;
    if (event.head !== row.head) return `got another event as ${seq} than the ${event.type} one that is there`;
    return sameText(row, event, evidence) ? undefined : `got another text at ${seq} than is there`;
  }
  if (kind === 'shown') {
    const posted = room.get(seq);
    const latest = room.get(revision);
    if (!posted || !latest) return `shows message ${seq} as of ${revision}, which is not there`;
    if (posted.head !== row.head) return `shows another message ${seq} than is there`;
    if (latest !== posted && latest.target !== seq)
      return `shows message ${seq} as of ${revision}, which is not about it`;
    return sameText(row, latest, evidence)
      ? undefined
      : `shows another text of message ${seq} than ${revision} gave it`;
  }
  if (kind !== 'line') return undefined;
  const call = evidence.history.calls[seq - 1];
  if (call?.type !== 'posted' || call.room !== tape.room) return `heard something that nobody said there (${seq})`;
  if (!evidence.placed.has(call)) return `heard something that is not there (${seq})`;
  return call.text === row.text ? undefined : `heard other words than were said (${seq})`;
}

/** LOG-6: what was deleted in the end may have been heard with its text, and may have been read without. */
function sameText({ text }: Row, event: Logged, { history }: Evidence): boolean {
  if (text === event.text) return true;
  return isEmptied(event) && text !== EMPTIED && text === callOf(event, history)?.text;
}
