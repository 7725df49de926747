/**
 * The database cannot be opened, for a reason that the operator can act on. The message is one complete line for them:
 * it names the file and says what to do. Nothing in the file was changed.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Only a restart shows whether the last batch was written, or whether the database can still be used. */
export class OutcomeUnknown extends Error {}

/** The result codes that we distinguish, see https://sqlite.org/rescode.html */
export const SQLITE = { ERROR: 1, BUSY: 5, CORRUPT: 11, FULL: 13, NOTADB: 26 } as const;

/** The primary result code; 0 for an error that is not SQLite's. */
export function resultCode(error: unknown): number {
  return extendedCode(error) & 0xff;
}

/** The extended result code; 0 for an error that is not SQLite's. */
export function extendedCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
}

/** One line for the operator. SQLite's messages contain no values, so they reveal nothing that people wrote. */
export function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}
