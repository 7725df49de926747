import type { Event } from '@hubbub/protocol/events';
import { evidenceOf, type StartHead } from '../recording/evidence.ts';
import { History } from '../recording/history.ts';
import { type LoggedEvent, toLoggedEvent } from '../recording/logged-event.ts';
import { recordEvent } from '../recording/recorder.ts';
import { checkers } from '../checkers/index.ts';

export const ROOM = 'tea';

/** Builds the recording of a run by hand, for tests of the checkers. Each step takes one millisecond. */
export class RunBuilder {
  readonly history: History;
  readonly log: Event[] = [];
  readonly heads: StartHead[] = [];
  readonly unfinished: string[] = [];
  readonly resourceUsage = {
    memoryBytes: [1],
    descriptors: [1],
    lagMs: [1],
    limits: { memoryBytes: 10, descriptors: 10, lagMs: 10 },
  };
  #now = 0;

  constructor() {
    this.history = new History(() => ++this.#now);
  }

  /** The client sends a message, which later steps refer to by its cid. */
  sends(client: string, cid: string): this {
    this.history.recordPersonId(client, client);
    return this.#records(client, cid, 'posted', 0);
  }

  deletes(client: string, cid: string, target: number): this {
    return this.#records(client, cid, 'deleted', target);
  }

  acks(cid: string, seq: number): this {
    this.history.recordAck(this.history.byCid.get(cid)!.client, { cid, room: ROOM, seq });
    return this;
  }

  /** The room contains the event at the end. */
  has(seq: number, cid: string, overrides: { text?: string; by?: string } = {}): this {
    this.log.push(this.event(seq, cid, overrides));
    return this;
  }

  event(seq: number, cid: string, overrides: { text?: string; by?: string } = {}): Event {
    const command = this.history.byCid.get(cid);
    const common = { room: ROOM, seq, at: 0, by: overrides.by ?? command?.client ?? 'nobody', cid };
    if (command?.type === 'deleted') return { ...common, type: 'deleted', target: command.target };
    return { ...common, type: 'posted', name: 'A', text: overrides.text ?? `${command?.id} ${cid}` };
  }

  /** What a raw client receives: a number is a join at this head, `+n` a resume after n. */
  gets(...rows: (number | `+${number}` | Event)[]): this {
    const observations = this.history.observe('raw', ROOM);
    for (const row of rows) {
      if (typeof row === 'number') observations.add('joined', 0, { seq: row });
      else if (typeof row === 'string') observations.add('resumed', 0, { seq: Number(row) });
      else recordEvent(observations, row, 0);
    }
    return this;
  }

  /** An old copy of the database is put back, which has the first `kept` events of the room. */
  loses(kept: number): this {
    this.log.length = kept;
    this.history.endLost(evidenceOf({ history: this.history, log: this.#logged }));
    return this;
  }

  get #logged(): Map<string, LoggedEvent[]> {
    return new Map([[ROOM, this.log.map(toLoggedEvent)]]);
  }

  #records(client: string, cid: string, type: 'posted' | 'deleted', target: number): this {
    const { command } = this.history.recordCommand({ client, type, room: ROOM, target }, (id) => `${id} ${cid}`);
    this.history.setCid(command, cid);
    return this;
  }

  /** The ids of the checkers that find violations. */
  get found(): string[] {
    const { history, heads, unfinished, resourceUsage } = this;
    const evidence = evidenceOf({ history, log: this.#logged, heads, unfinished, resourceUsage });
    return checkers.filter((checker) => [...checker.findViolations(evidence)].length > 0).map(({ id }) => id);
  }
}
