import type { ErrorCode } from '@hubbub/protocol/errors';
import { fingerprint } from './fingerprint.ts';
import { Observations } from './observations.ts';

/** A command that a client sent. Kept small, because a run has hundreds of thousands. */
export interface SentCommand {
  /** Its number among all commands. Every text begins with it, so that no two are equal. */
  readonly id: number;
  readonly client: string;
  readonly type: 'posted' | 'edited' | 'deleted';
  readonly room: string;
  readonly target: number;
  /** A fingerprint. */
  readonly text: number;
  readonly sentAt: number;
  /** Empty for dialects without cids. */
  cid: string;
  /** Infinity until the first ack, or until the own echo on a plain connection. */
  ackedAt: number;
  /** From the ack; 0 for dialects whose acknowledgement contains none. */
  seq: number;
  /** The code of the last answer, if that was a refusal. */
  refused: ErrorCode | undefined;
  /** It was refused for a fault of the server, so later commands may come first. */
  mayBeLate: boolean;
  /** The end of the log was lost, and with it this command or perhaps the message that it is about. */
  lost: boolean;
}

/** The history keeps only a fingerprint of the text. */
export interface Action {
  command: SentCommand;
  text: string;
}

/** Something that happened to the server or the network. */
export interface Incident {
  at: number;
  name: string;
  detail: string;
}

/** Milliseconds since the run began. */
export interface Interval {
  from: number;
  to: number;
}

/** Records all commands, answers and views. Times are milliseconds of one monotonic clock. */
export class History {
  readonly commands: SentCommand[] = [];
  readonly byCid = new Map<string, SentCommand>();
  readonly observations: Observations[] = [];
  readonly incidents: Incident[] = [];
  /** When no flush could succeed. */
  readonly failedFlushIntervals: Interval[] = [];
  /** When nothing could be written. */
  readonly diskFullIntervals: Interval[] = [];
  /** By client, the ids under which the server knows it. */
  readonly personIds = new Map<string, Set<string>>();
  /** Acknowledgements that contradict an earlier one, or that the client did not wait for. */
  readonly contradictions: string[] = [];
  /** By room, the highest acknowledged `seq`. */
  readonly highestAcked = new Map<string, number>();
  hasLostEnd = false;
  readonly #clock: () => number;
  #ackWaiters: (() => void)[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock();
  }

  /** Must be called before the command is sent, because the answer may arrive before the caller continues. */
  recordCommand(
    what: Pick<SentCommand, 'client' | 'type' | 'room' | 'target'>,
    textFor: (id: number) => string,
  ): Action {
    const id = this.commands.length + 1;
    const text = what.type === 'deleted' ? '' : textFor(id);
    const command: SentCommand = {
      ...what,
      id,
      text: fingerprint(text),
      sentAt: this.now(),
      cid: '',
      ackedAt: Infinity,
      seq: 0,
      refused: undefined,
      mayBeLate: false,
      lost: false,
    };
    this.commands.push(command);
    return { command, text };
  }

  setCid(command: SentCommand, cid: string): void {
    command.cid = cid;
    this.byCid.set(cid, command);
  }

  /** Returns the command if this is its first acknowledgement. */
  recordAck(client: string, { cid, room, seq }: { cid: string; room: string; seq: number }): SentCommand | undefined {
    const command = this.byCid.get(cid);
    if (command?.client !== client || command.room !== room) {
      this.contradictions.push(`${client} got an ack of ${cid} in ${room} as ${seq}, which it did not ask for`);
      return undefined;
    }
    if (command.ackedAt !== Infinity) {
      if (command.seq !== seq)
        this.contradictions.push(`${client} got ${cid} acknowledged as ${command.seq}, then as ${seq}`);
      return undefined;
    }
    command.seq = seq;
    this.highestAcked.set(room, Math.max(seq, this.highestAcked.get(room) ?? 0));
    this.#acknowledge(command);
    return command;
  }

  /** A plain connection received its own message. */
  recordEcho(command: SentCommand): void {
    if (command.ackedAt === Infinity) this.#acknowledge(command);
  }

  /** The end of the log was lost. Commands that are not in `kept` count as not acknowledged from now on. */
  endLost(kept: {
    log: ReadonlyMap<string, readonly { seq: number }[]>;
    eventOf: ReadonlyMap<SentCommand, unknown>;
  }): void {
    this.hasLostEnd = true;
    for (const command of this.commands) {
      if (kept.eventOf.has(command) || (command.ackedAt === Infinity && command.target === 0)) continue;
      Object.assign(command, { ackedAt: Infinity, seq: 0, lost: true });
    }
    const headOf = (room: string): number => kept.log.get(room)?.at(-1)?.seq ?? 0;
    for (const [room, seq] of this.highestAcked) this.highestAcked.set(room, Math.min(seq, headOf(room)));
    for (const observations of this.observations) observations.endLost(headOf(observations.room), this.now());
  }

  recordPersonId(client: string, id: string): void {
    const ids = this.personIds.get(client);
    if (ids === undefined) this.personIds.set(client, new Set([id]));
    else ids.add(id);
  }

  observe(client: string, room: string): Observations {
    const observations = new Observations(client, room);
    this.observations.push(observations);
    return observations;
  }

  recordIncident(what: string, detail = ''): void {
    this.incidents.push({ at: this.now(), name: what, detail });
  }

  /** Resolves at the next acknowledgement. */
  async nextAck(): Promise<void> {
    await new Promise<void>((resolve) => this.#ackWaiters.push(resolve));
  }

  #acknowledge(command: SentCommand): void {
    command.ackedAt = this.now();
    command.refused = undefined;
    for (const resolve of this.#ackWaiters.splice(0)) resolve();
  }
}
