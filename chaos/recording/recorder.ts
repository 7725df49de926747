import { isTransient } from '@hubbub/client/errors';
import type { Event } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { fingerprint, headOf } from './fingerprint.ts';
import type { Call, History } from './history.ts';
import { Tape } from './observations.ts';

/** What a json client hears, written down as it came and before anybody has made anything of it. */
export class Wire {
  readonly #who: string;
  readonly #history: History;
  readonly #tapes = new Map<string, Tape>();
  readonly #acknowledged: (call: Call) => void;

  constructor(who: string, history: History, acknowledged: (call: Call) => void) {
    this.#who = who;
    this.#history = history;
    this.#acknowledged = acknowledged;
  }

  /** `left`: the client has given up this connection. Only answers count then: the server did give them. */
  hear(line: ServerLine, left = false): void {
    switch (line.type) {
      case 'ack': {
        const call = this.#history.acked(this.#who, line);
        if (call) this.#acknowledged(call);
        return;
      }
      case 'error':
        return this.#refused(line.cid, line.code);
      case 'you':
      case 'named':
        if (line.me) this.#history.identify(this.#who, line.me.id);
        return;
      default:
        if (!left) this.#note(line);
    }
  }

  #note(line: ServerLine): void {
    const at = this.#history.now();
    if (line.type === 'joined' || line.type === 'reset') this.#tape(line.room).add('joined', at, { seq: line.head });
    if (line.type === 'resumed') this.#tape(line.room).add('resumed', at, { seq: line.after });
    if (line.type === 'posted' || line.type === 'edited' || line.type === 'deleted')
      noteEvent(this.#tape(line.room), line, at);
  }

  #refused(cid: string | undefined, code: NonNullable<Call['refused']>): void {
    const call = this.#history.byCid.get(cid ?? '');
    if (!call || call.ackedAt !== Infinity || code === 'not_joined' || code === 'name_needed') return;
    call.refused = code;
    if (isTransient(code)) call.setBack = true;
  }

  #tape(room: string): Tape {
    let tape = this.#tapes.get(room);
    if (!tape) this.#tapes.set(room, (tape = this.#history.tape(`${this.#who} (wire)`, room)));
    return tape;
  }
}

export function noteEvent(tape: Tape, event: Event, at: number): void {
  tape.add('event', at, {
    seq: event.seq,
    head: headOf(event),
    text: fingerprint('text' in event ? event.text : ''),
  });
}

/** The lines of a frame. What is no JSON breaks the protocol, and the run with it. */
export function lines(frame: unknown): ServerLine[] {
  return String(frame)
    .split('\n')
    .map((line) => JSON.parse(line) as ServerLine);
}
