import { isTransient } from '@hubbub/client/errors';
import type { Event, Message } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { fingerprint, metadataFingerprint } from './fingerprint.ts';
import type { SentCommand, History } from './history.ts';
import { Observations } from './observations.ts';

/** Records what a json client receives, before the client handles it. */
export class Recorder {
  readonly #client: string;
  readonly #history: History;
  readonly #observations = new Map<string, Observations>();
  readonly #onAck: (command: SentCommand) => void;

  constructor(client: string, history: History, acknowledged: (command: SentCommand) => void) {
    this.#client = client;
    this.#history = history;
    this.#onAck = acknowledged;
  }

  /** `left`: the client has closed this connection. Then only answers are recorded, because the server did give them. */
  record(line: ServerLine, left = false): void {
    switch (line.type) {
      case 'ack': {
        const command = this.#history.recordAck(this.#client, line);
        if (command) this.#onAck(command);
        return;
      }
      case 'error':
        return this.#recordRefusal(line.cid, line.code);
      case 'you':
      case 'named':
        if (line.me) this.#history.recordPersonId(this.#client, line.me.id);
        return;
      default:
        if (!left) this.#recordObservation(line);
    }
  }

  #recordObservation(line: ServerLine): void {
    const at = this.#history.now();
    if (line.type === 'joined' || line.type === 'reset')
      this.#observationsOf(line.room).add('joined', at, { seq: line.head });
    if (line.type === 'resumed') this.#observationsOf(line.room).add('resumed', at, { seq: line.after });
    if (line.type === 'posted' || line.type === 'edited' || line.type === 'deleted')
      recordEvent(this.#observationsOf(line.room), line, at);
  }

  #recordRefusal(cid: string | undefined, code: NonNullable<SentCommand['refused']>): void {
    const command = this.#history.byCid.get(cid ?? '');
    if (!command || command.ackedAt !== Infinity || code === 'not_joined' || code === 'name_needed') return;
    command.refused = code;
    if (isTransient(code)) command.mayBeLate = true;
  }

  #observationsOf(room: string): Observations {
    let observations = this.#observations.get(room);
    if (!observations)
      this.#observations.set(room, (observations = this.#history.observe(`${this.#client} (wire)`, room)));
    return observations;
  }
}

export function recordEvent(observations: Observations, event: Event, at: number): void {
  observations.add('event', at, {
    seq: event.seq,
    metadata: metadataFingerprint(event),
    text: fingerprint('text' in event ? event.text : ''),
  });
}

/** Records a message as it is shown: its posted event, as of its revision. */
export function recordShown(
  observations: Observations,
  { seq, at, by, cid, name, text, revision }: Message,
  now: number,
): void {
  observations.add('shown', now, {
    seq,
    metadata: metadataFingerprint({ type: 'posted', at, by, cid, name }),
    text: fingerprint(text),
    revision,
  });
}

/** The lines of a frame. Throws if one is not JSON, which violates the protocol. */
export function parseLines(frame: unknown): ServerLine[] {
  return String(frame)
    .split('\n')
    .map((line) => JSON.parse(line) as ServerLine);
}
