import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/**
 * The server, or this client in its place, refused a command. Programs read `code`. `message` is the server's English
 * sentence, or the code: the table of sentences stays on the server, because it would add a kilobyte to every page.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: ErrorCode;
  readonly reason?: NameReason;
  readonly field?: string;

  constructor(code: ErrorCode, details: { message?: string; reason?: NameReason; field?: string } = {}) {
    super(details.message ?? code);
    this.code = code;
    if (details.reason !== undefined) this.reason = details.reason;
    if (details.field !== undefined) this.field = details.field;
  }
}

const transientCodes: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'store_full',
  'store_failed',
  'internal',
  'stopping',
]);

/** The refusal does not lie in the command, so the same command may be accepted later. */
export function isTransient(code: ErrorCode): boolean {
  return transientCodes.has(code);
}
