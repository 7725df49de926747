import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { APPLICATION_ID, migrate, readMigrations } from './migrations.ts';
import { extendedCode, reason, resultCode, SQLITE } from './result-codes.ts';

/** Checking a database of this many bytes takes a fraction of a second; a larger one would delay the start. */
const CHECKED_BYTES = 64 * 1024 * 1024;

/** How long to wait, in ms, for somebody who writes from outside (the `sqlite3` command line). */
const PATIENCE = 5_000;

/** The very first write was interrupted, and only an opening that may write can undo it. */
const READONLY_ROLLBACK = 776;

export interface Files {
  db: DatabaseSync;
  close(): void;
}

/**
 * Opens `hubbub.db` in the directory, making both where there are none, and brings it to the newest version.
 * Throws a `StoreError` where that must not or cannot be done; the database is then as it was, byte for byte.
 */
export function openFiles(directory: string): Files {
  const file = join(directory, 'hubbub.db');
  const lock = takeLock(directory);
  let db: DatabaseSync | undefined;
  try {
    look(file);
    db = openDatabase(file);
  } catch (error) {
    lock.close();
    throw error instanceof StoreError ? error : new StoreError(`Cannot open ${file}: ${reason(error)}.`);
  }
  return {
    db,
    close() {
      // Who closes last moves everything into the main file, and removes the -wal.
      db.close();
      lock.close();
    },
  };
}

/**
 * One process per directory. The lock is that of an open transaction on a file of its own: the system drops it when
 * the process dies, and `hubbub.db` stays readable for others. Nothing else in this process may open the file, because
 * closing it again would drop the lock.
 */
function takeLock(directory: string): DatabaseSync {
  const file = join(directory, 'hubbub.lock');
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(file, { timeout: 0 });
    // Without a journal beside it, which would be written to even where the disk is full.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (resultCode(error) === SQLITE.BUSY)
      throw new StoreError(`Another Hubbub uses ${directory}. Stop that one, or choose another folder with --data.`);
    throw new StoreError(`Cannot use ${directory} for the data: ${reason(error)}. Choose another folder with --data.`);
  }
}

/** Read-only, so that whatever is wrong with the file, it and its -wal stay as they are. */
function look(file: string): void {
  const size = bytes(file);
  if (size === 0 && bytes(`${file}-wal`) > 0)
    throw new StoreError(`${file}-wal belongs to a ${file} that is gone. Put that back, or move the -wal away.`);
  if (size === 0) return;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
    identify(db, file);
    if (size > CHECKED_BYTES) return;
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

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: PATIENCE });
  try {
    identify(db, file);
    // FULL flushes at every commit; fullfsync makes that true on macOS; secure_delete overwrites what was deleted.
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -8000');
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
    if (mode !== 'wal')
      throw new StoreError(`${file} is on a file system without shared memory. Choose another folder with --data.`);
    migrate(db, readMigrations());
    rewrite(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * What a crash left in the -wal can be read, but after a flush that failed it may be in memory only: it is written
 * again, into the main file. A full disk is no reason not to start: there is much to read.
 */
function rewrite(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (resultCode(error) !== SQLITE.FULL) throw error;
  }
}

/** Refuses what is not ours, or not ours yet. A file without any table is a new one. */
function identify(db: DatabaseSync, file: string): void {
  const { id, version, tables } = db
    .prepare(
      `SELECT application_id AS id, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
       FROM pragma_application_id, pragma_user_version`,
    )
    .get() as { id: number; version: number; tables: number };
  if (id === 0 && version === 0 && tables === 0) return;
  if (id !== APPLICATION_ID) throw foreign(file);
  const newest = readMigrations().length;
  if (version > newest)
    throw new StoreError(
      `${file} is of a newer Hubbub (version ${version}, this one knows ${newest}). Start that one, or choose another folder with --data.`,
    );
}

function foreign(file: string): StoreError {
  return new StoreError(`${file} belongs to another program. Move it away, or choose another folder with --data.`);
}

function damaged(file: string, why: string): StoreError {
  return new StoreError(`${file} is damaged (${why}). Restore a backup, or choose another folder with --data.`);
}

function bytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
