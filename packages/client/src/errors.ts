import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/**
 * The server, or this client on its behalf, said no. Programs read `code`. `message` is the server's sentence in English,
 * or the code: the table of sentences is the server's, and would be a kilobyte in every page.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: ErrorCode;
  readonly reason?: NameReason;
  readonly field?: string;

  constructor(code: ErrorCode, why: { message?: string; reason?: NameReason; field?: string } = {}) {
    super(why.message ?? code);
    this.code = code;
    if (why.reason !== undefined) this.reason = why.reason;
    if (why.field !== undefined) this.field = why.field;
  }
}

const passing: ReadonlySet<ErrorCode> = new Set(['store_full', 'store_failed', 'internal', 'stopping']);

/** The same may be accepted later: it was the server's trouble, not what was asked. */
export function isTransient(code: ErrorCode): boolean {
  return passing.has(code);
}
