import type { Call, History } from './history.ts';
import type { Logged } from './logged-event.ts';
import type { Load } from './resource-usage.ts';

/** What a room had, right after a start of the server. */
export interface HeadAtStart {
  at: number;
  room: string;
  head: number;
  /** The highest `seq` that had been acknowledged by then. */
  acknowledged: number;
  sameEpoch: boolean;
}

/** Everything that a check may look at. */
export interface Evidence {
  history: History;
  /** By room: the events as they are in the end, in the order in which they were read. */
  log: ReadonlyMap<string, readonly Logged[]>;
  /** Where each call stands in the end. */
  placed: ReadonlyMap<Call, Logged>;
  heads: readonly HeadAtStart[];
  load: Load;
  /** What still waited, differed or had ended when everybody should have come to rest. */
  unrest: readonly string[];
}

/** Of one room, by `seq`. Of two with one `seq` the first counts here; that there are two is found elsewhere. */
export function bySeq(events: readonly Logged[]): Map<number, Logged> {
  const found = new Map<number, Logged>();
  for (const event of events) if (!found.has(event.seq)) found.set(event.seq, event);
  return found;
}

/** Whose call an event is. */
export function callOf(event: Logged, { calls, byCid }: History): Call | undefined {
  return event.by === null ? calls[event.call - 1] : byCid.get(event.cid);
}

/** Where each call stands; the first place where it has several. */
export function places(log: Evidence['log'], history: History): Map<Call, Logged> {
  const found = new Map<Call, Logged>();
  for (const events of log.values()) {
    for (const event of events) {
      const call = callOf(event, history);
      if (call && !found.has(call)) found.set(call, event);
    }
  }
  return found;
}

/** For people who look for it. */
export function told(call: Call): string {
  const what = { posted: 'send', edited: 'edit', deleted: 'delete' }[call.type];
  const to = call.target === 0 ? '' : ` of ${call.target}`;
  return `${what} no. ${call.id}${to} by ${call.who} in ${call.room} at ${Math.round(call.calledAt)} ms${call.cid && ` (${call.cid})`}`;
}
