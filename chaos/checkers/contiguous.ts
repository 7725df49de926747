import { type Checker, commandOf } from '../recording/evidence.ts';
import type { History } from '../recording/history.ts';
import { isEmptied, type LoggedEvent } from '../recording/logged-event.ts';
import type { Observations } from '../recording/observations.ts';

export const viewsHaveNoGap: Checker = {
  id: 'C6',
  property: 'Each client receives and shows contiguous seqs, across reconnects too, unless the server reset it.',
  *findViolations({ log, history, bySeq }) {
    const lines = new Map([...log].map(([room, events]) => [room, spoken(events, history)]));
    for (const observations of history.observations) {
      const gaps = [
        ...wireGaps(observations),
        ...viewGaps(observations, bySeq(observations.room)),
        ...plainGaps(observations, lines.get(observations.room) ?? spoken([], history)),
      ];
      for (const gap of gaps) yield `${observations.client} in ${observations.room} ${gap}`;
    }
  },
};

function* wireGaps(observations: Observations): Generator<string> {
  let place = 0;
  for (const { kind, seq, at } of observations.rows()) {
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

/** Between two heads that a client shows, every event must be visible in its messages. */
function* viewGaps(observations: Observations, room: ReadonlyMap<number, LoggedEvent>): Generator<string> {
  let place = 0;
  let shown = new Map<number, number>();
  for (const { kind, seq, revision, at } of observations.rows()) {
    if (kind === 'joined') place = seq;
    if (kind === 'shown') shown.set(seq, revision);
    if (kind !== 'reached') continue;
    if (seq < place) yield `went back from ${place} to ${seq}, at ${at} ms`;
    for (let next = place + 1; next <= seq; next++) {
      const event = room.get(next);
      const message = event?.type === 'posted' ? next : (event?.target ?? next);
      // A change of a message that is not loaded is not visible.
      if (message >= revision && (shown.get(message) ?? 0) < next) yield `shows ${seq} without ${next}, at ${at} ms`;
    }
    place = seq;
    shown = new Map();
  }
}

interface Spoken {
  events: readonly { seq: number; emptied: boolean }[];
  /** By the command's id. */
  place: ReadonlyMap<number, number>;
}

/** What a plain connection can receive of a room, in order. */
function spoken(events: readonly LoggedEvent[], history: History): Spoken {
  const posted = events.filter(({ type }) => type === 'posted');
  return {
    events: posted.map((event) => ({ seq: event.seq, emptied: isEmptied(event) })),
    place: new Map(posted.map((event, index) => [event.commandId || (commandOf(event, history)?.id ?? 0), index])),
  };
}

function* plainGaps(observations: Observations, { events, place }: Spoken): Generator<string> {
  let before: number | undefined;
  for (const { kind, seq: command, at } of observations.rows()) {
    if (kind === 'opened') before = undefined;
    const here = kind === 'line' ? place.get(command) : undefined;
    if (here === undefined) continue;
    if (before !== undefined && here <= before) yield `received no. ${command} again or too late, at ${at} ms`;
    // Messages deleted before they could be delivered are not delivered (PLAIN-6).
    for (const missed of events.slice((before ?? here) + 1, here))
      if (!missed.emptied) yield `did not receive ${missed.seq}, before no. ${command} at ${at} ms`;
    before = here;
  }
}
