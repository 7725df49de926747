/** What SQLite answers with, as far as we tell one from another: https://sqlite.org/rescode.html */
export const SQLITE = { ERROR: 1, BUSY: 5, CORRUPT: 11, FULL: 13, NOTADB: 26 } as const;

/** The primary result code; 0 for an error that is not SQLite's. */
export function resultCode(error: unknown): number {
  return extendedCode(error) & 0xff;
}

/** The extended result code; 0 for an error that is not SQLite's. */
export function extendedCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
}

/** One line for the operator. SQLite's messages hold no values, so nothing that somebody wrote is in it. */
export function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}
