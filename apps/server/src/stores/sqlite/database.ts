import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { extendedCode, reason, resultCode, SQLITE, StoreError } from './errors.ts';
import { mustBeAlone, takeLock } from './lock.ts';
import { lookAlikes } from './look-alikes.ts';
import { APPLICATION_ID, migrate, readMigrations } from './migrations.ts';
import { truncateWal } from './wal-truncation.ts';

/** Larger databases are not checked, because that would delay the start; this many bytes take a fraction of a second. */
const MAX_CHECKED_BYTES = 64 * 1024 * 1024;

/** Waits for another program that writes, such as the `sqlite3` command line. */
const BUSY_TIMEOUT_MS = 5_000;

/** The very first write was interrupted, and only a writable connection can undo it. */
const READONLY_ROLLBACK = 776;

export interface Database {
  db: DatabaseSync;
  /** What the operator should know after a migration, in sentences. */
  warnings: string[];
  close(): void;
}

/**
 * Opens `hubbub.db` in the directory, creating both when missing, and migrates it to the newest version. From then on
 * only this user can read the files. Throws a `StoreError` when that is impossible or unsafe; the database is then unchanged, byte for byte.
 */
export function openDatabase(directory: string): Database {
  const file = join(directory, 'hubbub.db');
  const lock = takeLock(directory);
  let opened: OpenFile;
  try {
    inspect(file);
    opened = openFile(file);
    for (const each of [file, `${file}-wal`, `${file}-shm`, join(directory, 'hubbub.lock')]) makePrivate(each);
  } catch (error) {
    lock.close();
    throw error instanceof StoreError ? error : new StoreError(`Cannot open ${file}: ${reason(error)}.`);
  }
  const { db } = opened;
  return {
    ...opened,
    close() {
      // The last connection to close moves everything into the main file and removes the -wal.
      db.close();
      lock.close();
    },
  };
}

/** Checks the file through a read-only connection, so that a damaged file and its -wal stay as they are. */
function inspect(file: string): void {
  const size = bytes(file);
  if (size === 0 && bytes(`${file}-wal`) > 0)
    throw new StoreError(
      `${file}-wal exists, but its database ${file} is missing. Restore the database, or move the -wal away.`,
    );
  if (size === 0) return;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    identify(db, file);
    if (size > MAX_CHECKED_BYTES) return;
    const { quick_check: found } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok') throw damaged(file, reason(found));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const code = resultCode(error);
    if (code === SQLITE.NOTADB || code === SQLITE.CORRUPT || code === SQLITE.ERROR) throw damaged(file, reason(error));
    if (extendedCode(error) !== READONLY_ROLLBACK) throw error;
  } finally {
    db?.close();
  }
}

type OpenFile = Pick<Database, 'db' | 'warnings'>;

function openFile(file: string): OpenFile {
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    identify(db, file);
    // FULL flushes at every commit; fullfsync makes that true on macOS; secure_delete overwrites what was deleted.
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -8000');
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
    if (mode !== 'wal')
      throw new StoreError(
        `${file} is on a file system that does not support shared memory. Choose another folder with --data.`,
      );
    mustBeAlone(db, file);
    const warnings = migrate(db, readMigrations()) ? lookAlikes(db) : [];
    // After a crash and a failed flush, the content of the -wal may exist in the page cache only.
    truncateWal(db);
    return { db, warnings };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A database that was copied here, or that an older version made, may be readable by others. */
function makePrivate(file: string): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch {
    // The file belongs to somebody else, who decides.
  }
}

/** Refuses databases of other programs and of newer versions. A file without tables is new. */
function identify(db: DatabaseSync, file: string): void {
  const { id, version, tables } = db
    .prepare(
      `SELECT application_id AS id, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
       FROM pragma_application_id, pragma_user_version`,
    )
    .get() as { id: number; version: number; tables: number };
  if (id === 0 && version === 0 && tables === 0) return;
  if (id !== APPLICATION_ID)
    throw new StoreError(`${file} belongs to another program. Move it away, or choose another folder with --data.`);
  const newest = readMigrations().length;
  if (version > newest)
    throw new StoreError(
      `${file} was written by a newer Hubbub (database version ${version}; this one supports ${newest}). Start the newer one, or choose another folder with --data.`,
    );
}

function damaged(file: string, why: string): StoreError {
  return new StoreError(`${file} is damaged (${why}). Restore a backup, or choose another folder with --data.`);
}

function bytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
