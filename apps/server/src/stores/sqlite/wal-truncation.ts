import type { DatabaseSync } from 'node:sqlite';
import { resultCode, SQLITE } from './errors.ts';

/** Deletions within this time share one truncation, which takes some milliseconds and two flushes to disk. */
const TRUNCATION_DELAY_MS = 2_000;

/**
 * Moves the content of the -wal into the main file, and empties the -wal. False when that is not possible now, because
 * another program is reading or the disk is full. It waits for neither.
 */
export function truncateWal(db: DatabaseSync): boolean {
  const { timeout } = db.prepare('PRAGMA busy_timeout').get() as { timeout: number };
  db.exec('PRAGMA busy_timeout = 0');
  try {
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: 0 | 1 };
    return busy === 0;
  } catch (error) {
    if (resultCode(error) === SQLITE.FULL) return false;
    throw error;
  } finally {
    db.exec(`PRAGMA busy_timeout = ${timeout}`);
  }
}

/** Empties the -wal soon after a deletion, because the deleted text is still in it. */
export class WalTruncation {
  readonly #db: DatabaseSync;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!truncateWal(this.#db)) this.schedule();
    }, TRUNCATION_DELAY_MS).unref();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
