import { errors, type ErrorCode, type NameReason } from '@hubbub/protocol/errors';

export interface RefusalDetail {
  field?: string;
  reason?: NameReason;
}

/** An expected refusal: one code of the table. Each way out (frame, HTTP answer, close) is mapped from it once. */
export class ChatError extends Error {
  readonly code: ErrorCode;
  readonly detail: RefusalDetail;

  constructor(code: ErrorCode, detail: RefusalDetail = {}) {
    super(errors[code].message);
    this.name = 'ChatError';
    this.code = code;
    this.detail = detail;
  }

  /** The trouble is the server's, not the client's. */
  get isOurs(): boolean {
    return errors[this.code].status >= 500;
  }
}
