import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** "Hubb" in the file's header distinguishes our databases from those of other programs. */
export const APPLICATION_ID = 0x48756262;

export interface Migration {
  version: number;
  sql: string;
}

const folder = new URL('../../../migrations/sqlite/', import.meta.url);

/** `migrations/sqlite/NNNN-*.sql`, in order. Each migrates from the previous version to its own number. */
export function readMigrations(): Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}-.*\.sql$/.test(file));
  return files.sort().map((file, index) => {
    const version = Number(file.slice(0, 4));
    if (version !== index + 1) throw new Error(`migrations/sqlite has no number ${index + 1}, or has it twice`);
    return { version, sql: readFileSync(new URL(file, folder), 'utf8') };
  });
}

/** Applies the migrations that the database lacks, each in a transaction of its own. */
export function migrate(db: DatabaseSync, migrations: Migration[]): void {
  const { user_version: from } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  for (const { version, sql } of migrations.filter((each) => each.version > from)) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}; COMMIT`);
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}
