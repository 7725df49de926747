import { errors, type ErrorCode, type NameReason } from '@hubbub/protocol/errors';

export interface RefusalDetail {
  field?: string;
  reason?: NameReason;
}

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
}
