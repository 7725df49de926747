import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { reason, resultCode, SQLITE, StoreError } from './errors.ts';

/**
 * Allows one process per directory, which is created when missing. The lock is an open transaction on a file of its own:
 * the operating system releases it when the process dies. Nothing else in this process may open the lock file, because
 * closing it again would release the lock.
 */
export function takeLock(directory: string): DatabaseSync {
  const file = join(directory, 'hubbub.lock');
  let lock: DatabaseSync | undefined;
  try {
    makeDirectory(directory);
    lock = new DatabaseSync(file, { timeout: 0 });
    // No journal file, because creating one fails on a full disk.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (resultCode(error) === SQLITE.BUSY)
      throw new StoreError(`Another Hubbub is using ${directory}. Stop it, or choose another folder with --data.`);
    throw new StoreError(`Cannot store data in ${directory}: ${reason(error)}. Choose another folder with --data.`);
  }
}

/**
 * Refuses a database that another process has open: the lock file may have been deleted, or this file may be a link to
 * another folder's database. Every open connection holds a shared lock on the database itself, so an exclusive lock,
 * taken for a moment, shows that there is none. A program that only reads for a short time is waited for.
 */
export function mustBeAlone(db: DatabaseSync, file: string): void {
  // A connection that enters WAL mode with an exclusive lock could not give it up again.
  db.exec('SELECT count(*) FROM sqlite_schema');
  try {
    for (const mode of ['EXCLUSIVE', 'NORMAL']) db.exec(`PRAGMA locking_mode = ${mode}; BEGIN IMMEDIATE; COMMIT`);
  } catch (error) {
    if (resultCode(error) !== SQLITE.BUSY) throw error;
    throw new StoreError(
      `Another program has ${file} open, perhaps another Hubbub. Close it, or choose another folder with --data.`,
    );
  }
}

/** Like `mkdir -p`. Node's own never returns where the system refuses without a reason, as in /proc. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it at the same time.
    if (!existsSync(directory)) throw error;
  }
}
