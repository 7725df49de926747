import type { SentCommand, History } from './history.ts';
import type { LoggedEvent } from './logged-event.ts';

/** The head of a room right after a start of the server. */
export interface StartHead {
  at: number;
  room: string;
  head: number;
  /** The highest `seq` that had been acknowledged before. */
  acknowledged: number;
  sameEpoch: boolean;
}

/** Samples of the server's process, and the limits that they must not exceed. */
export interface ResourceUsage {
  memoryBytes: number[];
  descriptors: number[];
  /** Event-loop lag, measured only when no fault has disturbed the process within the last seconds. */
  lagMs: number[];
  limits: { memoryBytes: number; descriptors: number; lagMs: number };
}

/** What a run leaves behind. */
interface Remains {
  history: History;
  /** By room, the final events in the order in which they were read. */
  log: ReadonlyMap<string, readonly LoggedEvent[]>;
  heads: readonly StartHead[];
  resourceUsage: ResourceUsage;
  /** Unexpected exits, and what clients still lacked or waited for at the end. */
  unfinished: readonly string[];
}

/** Of a run that is not over. */
const notYet: Pick<Remains, 'heads' | 'resourceUsage' | 'unfinished'> = {
  heads: [],
  resourceUsage: { memoryBytes: [], descriptors: [], lagMs: [], limits: { memoryBytes: 0, descriptors: 0, lagMs: 0 } },
  unfinished: [],
};

/** Everything that checkers use. */
export interface Evidence extends Remains {
  /** The final event of each command; the first one if there are several. */
  eventOf: ReadonlyMap<SentCommand, LoggedEvent>;
  /** The final events of a room; the first one of each `seq` if there are several. */
  bySeq: (room: string) => ReadonlyMap<number, LoggedEvent>;
}

/** Checks one property of a run, and describes each violation in a sentence. */
export interface Checker {
  id: string;
  property: string;
  findViolations: (evidence: Evidence) => Iterable<string>;
}

export function evidenceOf(given: Pick<Remains, 'history' | 'log'> & Partial<Remains>): Evidence {
  const remains = { ...notYet, ...given };
  const eventOf = new Map<SentCommand, LoggedEvent>();
  const rooms = new Map<string, Map<number, LoggedEvent>>();
  for (const [room, events] of remains.log) {
    const bySeq = new Map<number, LoggedEvent>();
    rooms.set(room, bySeq);
    for (const event of events) {
      const command = commandOf(event, remains.history);
      if (command && !eventOf.has(command)) eventOf.set(command, event);
      if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
    }
  }
  return { ...remains, eventOf, bySeq: (room) => rooms.get(room) ?? new Map() };
}

/** The command that an event stems from. */
export function commandOf(event: LoggedEvent, { commands, byCid }: History): SentCommand | undefined {
  return event.by === null ? commands[event.commandId - 1] : byCid.get(event.cid);
}

/** For people who read the report. */
export function describe(command: SentCommand): string {
  const what = { posted: 'send', edited: 'edit', deleted: 'delete' }[command.type];
  const to = command.target === 0 ? '' : ` of ${command.target}`;
  return `${what} no. ${command.id}${to} by ${command.client} in ${command.room} at ${Math.round(command.sentAt)} ms${command.cid && ` (${command.cid})`}`;
}
