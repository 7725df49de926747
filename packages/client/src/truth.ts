import type { Event, Message } from '@hubbub/protocol/events';

/** What a room shows after these events: the plainest reading of the rules. */
export function truth(events: readonly Event[]): Message[] {
  const messages = new Map<number, Message>();
  for (const event of events) {
    if (event.type === 'posted') {
      const { seq, at, by, name, cid, text } = event;
      messages.set(seq, { seq, at, by, name, cid, text, revision: seq });
      continue;
    }
    const message = messages.get(event.target)!;
    if (event.type === 'edited') {
      messages.set(event.target, { ...message, text: event.text, revision: event.seq, editedAt: event.at });
    } else messages.set(event.target, { ...message, text: '', revision: event.seq, deleted: true });
  }
  return [...messages.values()];
}

/** LOG-6: the log as it reads back. Of a message that was deleted since, and of its edits, the words are gone. */
export function readBack(events: readonly Event[]): Event[] {
  const gone = new Set(events.flatMap((event) => (event.type === 'deleted' ? [event.target] : [])));
  return events.map((event) => {
    if (event.type === 'deleted' || !gone.has(event.type === 'posted' ? event.seq : event.target)) return event;
    return { ...event, text: '' };
  });
}

/**
 * The messages from the first of these on, at this head. One that an older page brought may be newer than the head; and
 * one that will be deleted may be shown without its words already (LOG-6).
 */
export function expected(events: readonly Event[], head: number, shown: readonly Message[]): Message[] {
  const deleted = new Set(events.flatMap((event) => (event.type === 'deleted' ? [event.target] : [])));
  const bySeq = new Map(shown.map((message) => [message.seq, message]));
  return truth(events.slice(0, head)).flatMap((message) => {
    if (message.seq < (shown[0]?.seq ?? 0)) return [];
    const { revision = 0, text } = bySeq.get(message.seq) ?? {};
    const then = truth(events.slice(0, Math.max(head, revision))).find(({ seq }) => seq === message.seq)!;
    return deleted.has(message.seq) && text === '' ? [{ ...then, text }] : [then];
  });
}
