import { errors, type ErrorCode } from '@hubbub/protocol/errors';
import type { Refusal } from '@hubbub/protocol/lines';

export type RefusalDetail = Pick<Refusal, 'field' | 'reason' | 'retryAfter'>;

/** What is known of a refused command, for its error line. */
export interface RefusedCommand {
  type?: string;
  room?: string;
  cid?: string;
}

const malformedInput: ReadonlySet<ErrorCode> = new Set([
  'bad_json',
  'unknown_type',
  'bad_field',
  'name_invalid',
  'room_invalid',
  'secret_weak',
]);

/** After a refusal for its rate, a client that goes on sending gets the next one this much later, on every transport. */
export const RATE_REFUSAL_INTERVAL_MS = 25;

/** An expected refusal, by its code in the table of errors. Error lines, HTTP answers and closes derive from it. */
export class ChatError extends Error {
  readonly code: ErrorCode;
  readonly detail: RefusalDetail;

  constructor(code: ErrorCode, detail: RefusalDetail = {}) {
    super(errors[code].message);
    this.name = 'ChatError';
    this.code = code;
    this.detail = detail;
  }

  /** The server is at fault, not the client. */
  get isServerFault(): boolean {
    return errors[this.code].status >= 500;
  }

  /** The client sent what no correct client sends. A name that somebody mistyped counts, too: few people do so often. */
  get isMalformedInput(): boolean {
    return malformedInput.has(this.code);
  }

  toLine({ type, room, cid }: RefusedCommand): Refusal {
    return {
      type: 'error',
      code: this.code,
      message: this.message,
      ...(type === undefined ? {} : { command: type }),
      ...(room === undefined ? {} : { room }),
      ...(cid === undefined ? {} : { cid }),
      ...this.detail,
    };
  }
}

/** The refusal of what a client can afford after this time. */
export function rateLimited(waitMs: number): ChatError {
  return new ChatError('rate_limited', { retryAfter: Math.ceil(waitMs / 1_000) });
}
