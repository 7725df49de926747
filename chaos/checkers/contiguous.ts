import { bySeq, callOf } from '../recording/evidence.ts';
import type { History } from '../recording/history.ts';
import { isEmptied, type Logged } from '../recording/logged-event.ts';
import type { Tape } from '../recording/observations.ts';
import type { Check } from './checker.ts';

export const viewsHaveNoGap: Check = {
  id: 'C6',
  says: 'What each client is given and shows goes up by one, across reconnects too, unless it was told to start again.',
  find: ({ log, history }) => {
    const found: string[] = [];
    const rooms = new Map([...log].map(([room, events]) => [room, bySeq(events)]));
    const lines = new Map([...log].map(([room, events]) => [room, spoken(events, history)]));
    for (const tape of history.tapes) {
      const gaps = [
        ...wireGaps(tape),
        ...viewGaps(tape, rooms.get(tape.room) ?? new Map()),
        ...plainGaps(tape, lines.get(tape.room) ?? spoken([], history)),
      ];
      for (const gap of gaps) found.push(`${tape.who} in ${tape.room} ${gap}`);
    }
    return found;
  },
};

function* wireGaps(tape: Tape): Generator<string> {
  let place = 0;
  for (const { kind, seq, at } of tape.rows()) {
    if (kind === 'joined') place = seq;
    if (kind === 'resumed') {
      if (seq > place) yield `had everything up to ${place} and was resumed after ${seq}, at ${at} ms`;
      place = seq;
    }
    if (kind === 'event') {
      if (seq !== place + 1) yield `got ${seq} after ${place}, at ${at} ms`;
      place = seq;
    }
  }
}

/** Between two heads that a client shows, every event must have shown in its messages. */
function* viewGaps(tape: Tape, room: Map<number, Logged>): Generator<string> {
  let place = 0;
  let shown = new Map<number, number>();
  for (const { kind, seq, revision, at } of tape.rows()) {
    if (kind === 'joined') place = seq;
    if (kind === 'shown') shown.set(seq, revision);
    if (kind !== 'reached') continue;
    if (seq < place) yield `went back from ${place} to ${seq}, at ${at} ms`;
    for (let next = place + 1; next <= seq; next++) {
      const event = room.get(next);
      const message = event?.type === 'posted' ? next : (event?.target ?? next);
      // A change of a message that is not loaded shows nowhere.
      if (message >= revision && (shown.get(message) ?? 0) < next) yield `shows ${seq} without ${next}, at ${at} ms`;
    }
    place = seq;
    shown = new Map();
  }
}

interface Spoken {
  events: readonly { seq: number; emptied: boolean }[];
  /** By the number of the call. */
  place: ReadonlyMap<number, number>;
}

/** What a plain connection can hear of a room, in order. */
function spoken(events: readonly Logged[], history: History): Spoken {
  const posted = events.filter(({ type }) => type === 'posted');
  return {
    events: posted.map((event) => ({ seq: event.seq, emptied: isEmptied(event) })),
    place: new Map(posted.map((event, index) => [callOf(event, history)?.id ?? 0, index])),
  };
}

function* plainGaps(tape: Tape, { events, place }: Spoken): Generator<string> {
  let before: number | undefined;
  for (const { kind, seq: call, at } of tape.rows()) {
    if (kind === 'opened') before = undefined;
    const here = kind === 'line' ? place.get(call) : undefined;
    if (here === undefined) continue;
    if (before !== undefined && here <= before) yield `heard no. ${call} again or too late, at ${at} ms`;
    // What was deleted before it could be told is not told (PLAIN-6).
    for (const missed of events.slice((before ?? here) + 1, here))
      if (!missed.emptied) yield `did not hear ${missed.seq}, before no. ${call} at ${at} ms`;
    before = here;
  }
}
