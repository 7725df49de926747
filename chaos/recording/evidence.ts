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

/** Everything that checkers use. */
export interface Evidence {
  history: History;
  /** By room, the final events in the order in which they were read. */
  log: ReadonlyMap<string, readonly LoggedEvent[]>;
  /** The final event of each command that has one. */
  eventOf: ReadonlyMap<SentCommand, LoggedEvent>;
  heads: readonly StartHead[];
  resourceUsage: ResourceUsage;
  /** Unexpected exits, and what clients still lacked or waited for at the end. */
  unfinished: readonly string[];
}

/** The first event of each `seq`; duplicates are found by another checker. */
export function bySeq(events: readonly LoggedEvent[]): Map<number, LoggedEvent> {
  const found = new Map<number, LoggedEvent>();
  for (const event of events) if (!found.has(event.seq)) found.set(event.seq, event);
  return found;
}

/** The command that an event stems from. */
export function commandOf(event: LoggedEvent, { commands, byCid }: History): SentCommand | undefined {
  return event.by === null ? commands[event.commandId - 1] : byCid.get(event.cid);
}

/** The event of each command; the first one if there are several. */
export function eventsByCommand(log: Evidence['log'], history: History): Map<SentCommand, LoggedEvent> {
  const found = new Map<SentCommand, LoggedEvent>();
  for (const events of log.values()) {
    for (const event of events) {
      const command = commandOf(event, history);
      if (command && !found.has(command)) found.set(command, event);
    }
  }
  return found;
}

/** For people who read the report. */
export function describe(command: SentCommand): string {
  const what = { posted: 'send', edited: 'edit', deleted: 'delete' }[command.type];
  const to = command.target === 0 ? '' : ` of ${command.target}`;
  return `${what} no. ${command.id}${to} by ${command.client} in ${command.room} at ${Math.round(command.sentAt)} ms${command.cid && ` (${command.cid})`}`;
}
